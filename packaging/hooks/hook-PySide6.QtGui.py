"""Which Qt plugins the bundle takes along, in place of all that PyInstaller would.

Here and not by weeding afterwards, so that what only a left-out plugin needs (GTK for one) stays
out with it.
"""

import re

from PyInstaller.utils.hooks.qt import add_qt6_dependencies

WANTED = re.compile(
    r"platforms/(lib)?q(xcb|wayland|offscreen|windows)\."
    r"|wayland-(shell-integration|decoration-client)/"
    r"|platforminputcontexts/(lib)?(compose|ibus)"
    r"|platformthemes/(lib)?qxdgdesktopportal\."
    r"|imageformats/(lib)?q(svg|jpeg|ico)\."
    r"|iconengines/"
)

hiddenimports, binaries, datas = add_qt6_dependencies(__file__)
binaries = [
    (source, target)
    for source, target in binaries
    if "plugins" not in target or WANTED.search(source.replace("\\", "/"))
]
