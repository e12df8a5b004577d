"""The words of the commands. What they mean is in `commands`."""

import argparse
from typing import Any, NoReturn

from app.domain.decisions import REPORTED
from app.domain.decree_list import FullReason
from app.domain.programme import TargetKind
from app.domain.states import EndReason
from app.domain.tariff import Fund
from app.domain.text import is_digits


class HelpAsked(Exception):
    """The text of the help that was asked for."""


class UsageError(Exception):
    """The words were not understood."""


class Parser(argparse.ArgumentParser):
    """argparse that raises instead of leaving, so that `--json` can answer in JSON."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{**options, "allow_abbrev": False})
        self._positionals.title, self._optionals.title = "yang disebut", "pilihan"

    def error(self, message: str) -> NoReturn:
        raise UsageError(self.format_usage().replace("usage:", "Pemakaian:").strip())

    def print_help(self, file: Any = None) -> NoReturn:
        raise HelpAsked(self.format_help().replace("usage:", "Pemakaian:").strip())


def make() -> Parser:
    """The parser of all commands."""
    parser = Parser(
        prog="payung",
        description="Payung: pendaftaran pekerja rentan dan ahli warisnya.",
        add_help=False,
    )
    common = _common(parser)
    parser.add_argument("--version", action="store_true", help="tampilkan versi program")
    commands = parser.add_subparsers(dest="command", metavar="PERINTAH", parser_class=Parser)

    def command(name: str, says: str) -> Parser:
        return commands.add_parser(
            name, help=says, description=says, parents=[common], add_help=False
        )

    init = command("init", "buat folder data, kunci, dan administrator pertama")
    init.add_argument("role", choices=["desk", "city"], metavar="desk|city")
    init.add_argument("--office", metavar="KODE", help="kode kelurahan: 64.72.05.1003")
    init.add_argument("--station", type=int, default=1, metavar="N", help="nomor komputer (1-99)")

    demo = command("demo", "buka kantor contoh berisi orang rekaan")
    demo.add_argument("--people", type=int, default=300, metavar="N")
    demo.add_argument("--seed", type=int, default=1, metavar="N")

    operator = command("operator", "akun pengguna")
    deeds = operator.add_subparsers(dest="deed", metavar="LAKU", required=True, parser_class=Parser)
    add = deeds.add_parser("add", parents=[common], add_help=False)
    add.add_argument("name", metavar="NAMA")
    add.add_argument("--role", default="clerk", metavar="PERAN")
    deeds.add_parser("list", parents=[common], add_help=False)
    remove = deeds.add_parser("remove", parents=[common], add_help=False)
    remove.add_argument("name", metavar="NAMA")
    reset = deeds.add_parser("reset", parents=[common], add_help=False)
    reset.add_argument("name", metavar="NAMA")
    back = deeds.add_parser("recover", parents=[common], add_help=False)
    back.add_argument("name", nargs="?", metavar="NAMA")
    way = back.add_mutually_exclusive_group()
    way.add_argument("--ask", metavar="FOLDER", help="tulis permintaan ke pemegang kunci kota")
    way.add_argument("--answers", nargs=2, metavar="BERKAS", help="jawaban kedua pemegang kunci")

    custodian = command("custodian", "pemegang kunci di kota yang menolong kantor masuk lagi")
    holding = custodian.add_subparsers(dest="deed", required=True, parser_class=Parser)
    holding.add_parser("list", parents=[common], add_help=False)
    name = holding.add_parser("add", parents=[common], add_help=False)
    name.add_argument("name", metavar="NAMA")
    look = holding.add_parser("look", parents=[common], add_help=False)
    look.add_argument("file", metavar="BERKAS")
    reply = holding.add_parser("answer", parents=[common], add_help=False)
    reply.add_argument("file", metavar="BERKAS")
    reply.add_argument("--name", required=True, metavar="NAMA", help="pemegang kunci")
    reply.add_argument("--fingerprint", required=True, metavar="SIDIK", help="yang dibacakan")
    reply.add_argument("--to", required=True, metavar="FOLDER", help="tempat jawabannya")

    register = command("register", "daftarkan satu orang dari berkas JSON")
    register.add_argument("file", metavar="BERKAS")
    register.add_argument(
        "--correct", metavar="NOMOR", help="perbaiki pendaftaran dengan nomor ini"
    )

    take = command("import", "masukkan daftar dari xlsx, xls, ods, atau csv")
    take.add_argument("file", metavar="BERKAS")
    take.add_argument("--profile", metavar="NAMA", help="pemetaan kolom yang tersimpan")
    take.add_argument("--commit", action="store_true", help="simpan; tanpa ini hanya uji coba")
    take.add_argument("--copy", metavar="BERKAS", help="tulis salinan daftar dengan alasannya")

    enrol = command("enrol", "tulis kartu kunci sendiri, atau masukkan kartu kunci pihak lain")
    enrol.add_argument("file", nargs="?", metavar="BERKAS")
    enrol.add_argument("--to", metavar="FOLDER", help="tulis kartu kunci kantor ini")
    enrol.add_argument("--fingerprint", metavar="SIDIK", help="sidik kunci yang dibacakan")
    enrol.add_argument("--replace", action="store_true", help="kunci komputer itu memang diganti")

    approve = command("approve", "setujui pendaftaran; tanpa nomor: tampilkan yang menunggu")
    approve.add_argument("--all", action="store_true", help="semua yang menunggu")
    approve.add_argument("numbers", nargs="*", metavar="NOMOR")

    sample = command("sample", "ketik ulang dari kertas: yang terpilih, hasil, angka salah")
    sampling = sample.add_subparsers(dest="deed", required=True, parser_class=Parser)
    sampling.add_parser("list", parents=[common], add_help=False)
    again = sampling.add_parser("key", parents=[common], add_help=False)
    again.add_argument("number", metavar="NOMOR")
    again.add_argument("file", metavar="BERKAS", help="diketik dari kertas, seperti register")
    judge = sampling.add_parser("judge", parents=[common], add_help=False)
    judge.add_argument("number", metavar="NOMOR")
    judge.add_argument("--right", nargs="*", default=[], metavar="ISIAN", help="tercatat benar")
    judge.add_argument("--wrong", nargs="*", default=[], metavar="ISIAN", help="tercatat salah")
    sampling.add_parser("rates", parents=[common], add_help=False)
    share = sampling.add_parser("share", parents=[common], add_help=False)
    share.add_argument("percent", type=int, metavar="PERSEN", help="0 = tidak ada")

    insurer = command("insurer", "daftar untuk BPJS Ketenagakerjaan, dan jawabannya")
    trip = insurer.add_subparsers(dest="deed", metavar="LAKU", required=True, parser_class=Parser)
    listing = trip.add_parser("out", parents=[common], add_help=False)
    listing.add_argument("--to", required=True, metavar="BERKAS", help="xlsx yang ditulis")
    listing.add_argument("--reason", default="new_members", metavar="ALASAN")
    listing.add_argument("--again", action="store_true", help="juga yang terkirim tanpa jawaban")
    listing.add_argument("--decree", default="", metavar="SK", help="orang dalam SK ini")
    listing.add_argument("--payment", default="", metavar="BUKTI", help="dalam pembayaran ini")
    listing.add_argument("numbers", nargs="*", metavar="NOMOR")
    answers = trip.add_parser("in", parents=[common], add_help=False)
    answers.add_argument("file", metavar="BERKAS")
    answers.add_argument("--dry", action="store_true", help="hanya uji coba")
    answers.add_argument(
        "--agree", nargs="+", type=int, default=[], metavar="BARIS", help="tetap dimasukkan"
    )
    answers.add_argument("--reason", default="", metavar="ALASAN", help="untuk --agree")
    standing = trip.add_parser("list", parents=[common], add_help=False)
    asking = trip.add_parser("ask", parents=[common], add_help=False)
    asking.add_argument("--all", action="store_true", help="semua yang ditolak")
    asking.add_argument("--reason", default="", metavar="KETERANGAN")
    asking.add_argument("numbers", nargs="*", metavar="NOMOR")
    for each in (listing, answers, standing, asking):
        each.add_argument("--profile", default="", metavar="NAMA", help="profil kolom")

    seal = command("seal", "buat berkas tersegel untuk kota, atau balasan kota")
    seal.add_argument("--to", required=True, metavar="FOLDER")

    receive = command("receive", "terima berkas tersegel dari berkas atau folder")
    receive.add_argument("paths", nargs="*", metavar="BERKAS|FOLDER")
    receive.add_argument("--watch", action="store_true", help="terus menerima sampai dihentikan")

    search = command("search", "cari nama, NIK, atau nomor")
    search.add_argument("words", nargs="+", metavar="KATA")

    matching = command("match", "cari orang yang tercatat dua kali di berkas CSV")
    matching.add_argument("file", nargs="?", metavar="BERKAS", help="cari ganda di dalamnya")
    matching.add_argument("--left", metavar="BERKAS", help="cocokkan berkas ini ...")
    matching.add_argument("--right", metavar="BERKAS", help="... dengan berkas ini")

    deciding = command("decide", "putuskan pendaftaran: terima, minta perbaikan, tolak, akhiri")
    deciding.add_argument("numbers", nargs="*", metavar="NOMOR")
    deciding.add_argument(
        "result",
        metavar="HASIL",
        choices=["accepted", "needs_fixing", "rejected", "received", "ended", "back"],
        help="accepted, needs_fixing, rejected, received, ended, atau back (tarik kembali)",
    )
    deciding.add_argument("--all", action="store_true", help="semua yang belum diputuskan")
    deciding.add_argument(
        "--reason",
        default="",
        metavar="ALASAN",
        help="alasan; dengan alasan, yang belum memenuhi ketentuan juga dapat diloloskan",
    )
    deciding.add_argument("--fix", action="append", default=[], metavar="ISIAN:YANG_SALAH")
    deciding.add_argument(
        "--end", choices=[each.value for each in EndReason], metavar="SEBAB", help="sebab berakhir"
    )

    pairs = command("duplicates", "pasangan yang mungkin satu orang dan menunggu keputusan")
    pairs.add_argument("--find", action="store_true", help="cari dahulu di seluruh kota")
    pairs.add_argument("--limit", type=int, default=0, metavar="N")

    settling = command("settle", "putuskan satu pasangan: orang yang sama atau bukan")
    settling.add_argument("pair", metavar="NOMOR+NOMOR")
    settling.add_argument("result", choices=["same", "different", "ask", "back"], metavar="HASIL")
    settling.add_argument("--stays", metavar="NOMOR", help="pendaftaran yang diteruskan")
    settling.add_argument("--keeps", metavar="KODE[/N]", help="kelurahan yang meneruskannya")
    settling.add_argument("--reason", default="", metavar="ALASAN")
    settling.add_argument("--question", default="", metavar="PERTANYAAN")
    settling.add_argument("--office", action="append", metavar="KODE", help="yang ditanya")

    moving = command("move", "pindahkan pendaftaran ke kelurahan atau komputer lain")
    moving.add_argument("numbers", nargs="+", metavar="NOMOR")
    moving.add_argument("--to", required=True, metavar="KODE[/N]")
    moving.add_argument("--reason", default="", metavar="ALASAN")

    money = command("budget", "program, orang, bulan, dan uangnya; dengan --ceiling: atur program")
    money.add_argument("--year", type=int, metavar="TAHUN")
    money.add_argument("--people", type=_count, metavar="N", help="andaikan sekian orang")
    money.add_argument("--months", type=_count, metavar="N", help="andaikan sekian bulan")
    money.add_argument("--ceiling", metavar="RUPIAH")
    money.add_argument("--name", metavar="NAMA")
    money.add_argument("--fund", choices=[each.value for each in Fund], metavar="SUMBER")
    money.add_argument("--first", metavar="BULAN", help="bulan pertama: 2026-01")
    money.add_argument("--last", metavar="BULAN")
    money.add_argument("--target", choices=[each.value for each in TargetKind], metavar="TARGET")
    money.add_argument("--place", action="append", metavar="KODE=N", help="jatah satu kelurahan")
    money.add_argument("--reason", default="", metavar="ALASAN", help="alasan perubahan")

    decreeing = command("decree", "catat SK yang ditandatangani, batalkan, atau tampilkan semua")
    decreeing.add_argument("numbers", nargs="*", metavar="NOMOR", help="tanpa ini: semua")
    decreeing.add_argument("--number", metavar="NOMOR_SK")
    decreeing.add_argument("--on", metavar="TANGGAL")
    decreeing.add_argument("--year", type=int, metavar="TAHUN")
    decreeing.add_argument("--cancel", metavar="NOMOR_SK")
    decreeing.add_argument("--print", metavar="NOMOR_SK", help="tulis daftarnya, NIK disamarkan")
    decreeing.add_argument("--out", metavar="BERKAS", help="berkas .pdf atau .xlsx")
    decreeing.add_argument("--full", action="store_true", help="dengan NIK lengkap")
    decreeing.add_argument(
        "--reason",
        default="",
        metavar="ALASAN",
        help="alasan pembatalan; dengan --full: " + ", ".join(each.value for each in FullReason),
    )

    paying = command("pay", "catat pembayaran iuran, tarik kembali, atau tampilkan semua")
    paying.add_argument("--first", metavar="BULAN", help="bulan pertama: 2026-01")
    paying.add_argument("--last", metavar="BULAN")
    paying.add_argument("--proof", default="", metavar="NOMOR", help="nomor bukti pembayaran")
    paying.add_argument("--on", metavar="TANGGAL")
    paying.add_argument("--year", type=int, metavar="TAHUN")
    paying.add_argument("--dry", action="store_true", help="hanya hitung")
    paying.add_argument("--reverse", metavar="BUKTI", help="tarik kembali pembayaran ini")
    paying.add_argument("--reason", default="", metavar="ALASAN")

    reporting = command("report", "laporan bulanan kota atau satu kelurahan, ke PDF atau xlsx")
    reporting.add_argument("--out", required=True, metavar="BERKAS")
    reporting.add_argument("--month", metavar="BULAN", help="keadaan akhir bulan ini: 2026-01")
    reporting.add_argument("--office", metavar="KODE", help="hanya kelurahan ini")

    outside = command("elsewhere", "daftar pembiaya lain: masukkan, tampilkan, cocokkan, hapus")
    outside.add_argument("what", metavar="BERKAS|list|find|pairs|settle|drop")
    outside.add_argument("words", nargs="*", metavar="KATA", help="drop SUMBER; settle NOMOR ID")
    outside.add_argument("--profile", metavar="SUMBER", help="cara membaca berkas itu")
    outside.add_argument("--as-of", metavar="TANGGAL", help="tanggal data; tanpa ini hari ini")
    outside.add_argument("--commit", action="store_true", help="simpan; tanpa ini hanya uji coba")
    outside.add_argument(
        "--say",
        choices=["end", "keep", "different", "ask", "back"],
        help="end (berhenti di sini), keep (pembiaya lain berhenti), different, ask, back",
    )
    outside.add_argument("--reason", default="", metavar="ALASAN", help="atau pertanyaannya")

    checking = command("checks", "hasil Dukcapil, BPJS, BKN, DTSEN; tanpa berkas: kelayakan")
    checking.add_argument("file", nargs="?", metavar="BERKAS")
    checking.add_argument("--profile", metavar="JENIS", help="dukcapil, insured, desil ...")
    checking.add_argument("--as-of", metavar="TANGGAL", help="tanggal hasil; tanpa ini hari ini")
    checking.add_argument("--commit", action="store_true", help="simpan; tanpa ini hanya uji coba")
    checking.add_argument("--verdict", choices=["passed", "failed", "open"], help="hanya yang ini")

    happened = command("happened", "laporkan kejadian seseorang kepada kota")
    happened.add_argument("number", metavar="NOMOR")
    happened.add_argument(
        "kind", choices=sorted(each.value for each in REPORTED), metavar="KEJADIAN"
    )
    happened.add_argument("--reason", default="", metavar="KETERANGAN")

    said = command("said", "apa kata kota tentang seseorang: keputusan, SK, KPJ, perlindungan")
    said.add_argument("number", metavar="NOMOR")

    answering = command("answer", "jawab pertanyaan kota tentang seseorang")
    answering.add_argument("number", metavar="NOMOR")
    answering.add_argument(
        "answer", choices=["same", "different", "mended", "right", "unknown"], metavar="JAWABAN"
    )
    answering.add_argument("--text", default="", metavar="KETERANGAN")

    handing = command("hand", "catat kartu yang sudah diserahkan")
    handing.add_argument("numbers", nargs="+", metavar="NOMOR")
    handing.add_argument("--to", default="self", metavar="SIAPA", help="self, atau hubungannya")
    handing.add_argument("--on", metavar="TANGGAL")
    handing.add_argument("--back", action="store_true", help="ternyata tidak, atau kembali")
    handing.add_argument("--reason", default="", metavar="ALASAN")

    cards = command("cards", "cetak kartu ke PDF")
    cards.add_argument("--out", required=True, metavar="BERKAS")
    cards.add_argument("--sheet", choices=["a4", "cr80"], default="a4")
    cards.add_argument("--reason", default="", metavar="ALASAN", help="alasan cetak ulang")
    cards.add_argument("numbers", nargs="*", metavar="NOMOR")

    verify = command("verify-card", "periksa teks kode QR kartu")
    verify.add_argument("text", metavar="TEKS")

    sync = command("sync", "kirim dan ambil lewat jaringan")
    sync.add_argument("--url", metavar="URL", help="alamat kotak surat kota; diingat")
    sync.add_argument(
        "--pin", default="", metavar="SIDIK", help="sidik SHA-256 sertifikat kotak surat itu"
    )

    serve = command("serve", "buka kotak surat kota di jaringan")
    serve.add_argument("--port", type=int, required=True, metavar="P")
    serve.add_argument("--host", default="127.0.0.1", metavar="ALAMAT")
    serve.add_argument("--cert", metavar="BERKAS", help="sertifikat TLS (PEM)")
    serve.add_argument("--key", metavar="BERKAS", help="kunci sertifikat (PEM)")

    backup = command("backup", "buat cadangan, atau uji cadangan terakhir")
    backup.add_argument("--to", metavar="FOLDER", help="folder lain daripada yang dipilih kantor")
    backup.add_argument("--drill", action="store_true", help="pulihkan yang terakhir untuk diuji")

    restore = command("restore", "pulihkan cadangan; data sekarang tetap disimpan di samping")
    restore.add_argument("file", metavar="CADANGAN")
    restore.add_argument("--compare", action="store_true", help="hanya sebutkan apa yang hilang")
    restore.add_argument("--paper", action="store_true", help="buka dengan kode di kertas")

    command("check", "periksa keutuhan buku data dan jejak audit")
    command("selftest", "program memeriksa bagiannya sendiri")
    return parser


def _count(text: str) -> int:
    """How many: no sign, and no more digits than any city has people."""
    if not is_digits(text) or len(text) > 9:
        raise ValueError
    return int(text)


def _common(parser: Parser) -> Parser:
    """Options that may stand before and after the command."""
    common = Parser(add_help=False)
    for each in (parser, common):
        missing = argparse.SUPPRESS if each is common else None
        each.add_argument("--data", metavar="FOLDER", default=missing, help="folder data")
        each.add_argument(
            "--database",
            metavar="ALAMAT",
            default=missing,
            help="kota: buku data di server PostgreSQL (postgresql://...), diingat",
        )
        each.add_argument("--operator", metavar="NAMA", default=missing, help="nama pengguna")
        each.add_argument(
            "--json",
            action="store_true",
            default=argparse.SUPPRESS if each is common else False,
            help="jawab dengan satu objek JSON",
        )
        each.add_argument("-h", "--help", action="help", help="tampilkan bantuan ini")
    return common
