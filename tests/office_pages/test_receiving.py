"""Penerimaan: sticks, folders and the mailbox come in, replies go out."""

from app.exchange.mailbox import Mailbox


def shown(listing):
    """A list as text, row by row."""
    model = listing.model
    return [
        [model.index(row, column).data() for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def taken_in(clerk, page):
    clerk.wait(lambda: page.files.model.rowCount() and not page.progress.is_running)
    clerk.wait(lambda: not page.catching_up.is_running)


def test_files_and_folders_come_in_at_once_and_each_says_what_became_of_it(
    clerk, lempake, sidodadi, tmp_path
):
    for office, name in ((lempake, "a"), (sidodadi, "b")):
        (tmp_path / name).mkdir()
        office.register()
        office.send(tmp_path / name)
    (tmp_path / "b" / "rusak.payung").write_bytes(b"not a sealed file")
    (sealed,) = (tmp_path / "a").glob("*.payung")
    clerk.files.paths = [sealed, tmp_path / "b"]
    page = clerk.go_to("receiving")
    clerk.press("Ctrl+O")
    taken_in(clerk, page)
    results = {row[0]: row[3] for row in shown(page.files)}
    assert results[sealed.name] == "masuk"
    assert results["rusak.payung"] == "ditolak"
    assert next(row[7] for row in shown(page.files) if row[0] == "rusak.payung")
    from_whom = [row[0] for row in shown(page.offices)]
    assert from_whom == ["Lempake", "Sungai Siring", "tidak diketahui"]
    assert "2 masuk" in page.summary.text()
    broken = [row[0] for row in shown(page.files)].index("rusak.payung")
    page.files.table.selectRow(broken)
    assert page.said.text() == shown(page.files)[broken][7]
    clerk.press("Ctrl+O")
    clerk.wait(lambda: "0 masuk" in page.summary.text())
    assert "2 sudah ada" in page.summary.text()


def test_a_stick_is_found_by_itself_and_taken_by_one_key(clerk, lempake, stick):
    lempake.register()
    lempake.send(stick)
    page = clerk.go_to("receiving")
    assert not page.buttons["stick"].isEnabled()
    clerk.plug_in(stick)
    clerk.wait(page.buttons["stick"].isEnabled)
    assert "stick" in page.stick.text()
    clerk.press("Ctrl+T")
    taken_in(clerk, page)
    assert "1 masuk" in page.summary.text()
    clerk.plug_in()
    clerk.wait(lambda: "Belum ada stik" in page.stick.text())


def test_a_lost_file_is_named_by_its_number(clerk, lempake, tmp_path, city):
    sticks = []
    for serial in (1, 2, 3):
        lempake.register(serial)
        sticks.append(tmp_path / f"s{serial}")
        sticks[-1].mkdir()
        lempake.send(sticks[-1])
        if serial == 1:
            city.receive(sticks[0])
            reply = tmp_path / "reply"
            reply.mkdir()
            city.seal(reply)
            lempake.receive(reply)
    page = clerk.go_to("receiving")
    page.take([sticks[2]])
    taken_in(clerk, page)
    (line,) = shown(page.offices)
    assert line[6] == "tidak ada"  # the third makes up for the second


def test_replies_go_to_the_stick_and_are_read_back(clerk, city, lempake, stick, back):
    siti = lempake.register()
    lempake.send(stick)
    city.receive(stick)
    page = clerk.go_to("receiving")
    clerk.plug_in(back)
    clerk.wait(page.buttons["reply"].isEnabled)
    clerk.press("Ctrl+B")
    clerk.wait(lambda: page.replies.model.rowCount() == 1)
    (line,) = shown(page.replies)
    assert line[0] == "Lempake, PC 1"
    assert "Salinannya sudah dibaca ulang" in line[3]
    assert "Aman dicabut" in page.advice.text()
    assert lempake.receive(back).taken
    assert lempake.states()[siti] == "filed"


def test_a_stick_that_is_gone_is_not_called_sent(clerk, city, lempake, stick, back):
    lempake.register()
    lempake.send(stick)
    city.receive(stick)
    page = clerk.go_to("receiving")
    page.reply(back / "gone")
    clerk.wait(lambda: page.replies.model.rowCount() == 1)
    assert "Pasang lagi stiknya" in shown(page.replies)[0][3]
    assert "Jangan cabut" in page.advice.text()


def test_the_mailbox_is_emptied_by_itself_once_somebody_wished_it(clerk, city, lempake, stick):
    lempake.register()
    lempake.send(stick)
    (sealed,) = stick.glob("*.payung")
    page = clerk.go_to("receiving")
    inbox = Mailbox(city.folder).inbox
    inbox.mkdir(parents=True, exist_ok=True)
    (inbox / f"{'0' * 64}.payung").write_bytes(sealed.read_bytes())
    page.look()
    clerk.wait(lambda: "1 berkas menunggu" in page.mail.text())
    assert not city.names()
    clerk.press("Ctrl+W")
    taken_in(clerk, page)
    assert len(city.names()) == 1
    clerk.wait(lambda: "kosong" in page.mail.text())


def test_the_search_follows_and_says_how_far_it_is(clerk, city, lempake, stick):
    lempake.register()
    lempake.send(stick)
    city.receive(stick)  # by command: nobody let the search catch up
    page = clerk.go_to("receiving")
    page._show_behind(1)
    assert "1 orang lagi" in page.search.text()
    clerk.wait(lambda: not page.catching_up.is_running and page.search.isHidden())
    clerk.press("F3")
    clerk.type("siti")
    people = clerk.frame.page("people")
    clerk.wait(lambda: people.found.count == 1)
