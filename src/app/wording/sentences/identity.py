"""Numbers, days and names: what to do about one that cannot be right, or is odd."""

SENTENCES = {
    "nik.missing": "Isi NIK dari KTP, atau pilih keadaan NIK bila memang belum ada.",
    "nik.shape": "NIK harus 16 angka, yang terketik {length}; cocokkan dengan KTP.",
    "nik.signs": "NIK hanya terdiri atas angka; buang huruf dan tanda lain, lalu cocokkan KTP.",
    "nik.filler": "Ini bukan NIK sungguhan; salin 16 angkanya dari KTP.",
    "nik.mangled": (
        "NIK ini sudah diubah oleh Excel dan angkanya tidak utuh lagi; ketik ulang dari KTP."
    ),
    "nik.letters": (
        "Di dalam NIK ada huruf {letters}, mungkin maksudnya angka {digits}; cocokkan dengan KTP."
    ),
    "nik.date": (
        "Tanggal lahir di dalam NIK tidak ada di kalender; periksa angka ke-7 sampai ke-12,"
        " atau tulis alasan bila Dukcapil memastikan NIK ini benar."
    ),
    "nik.province": (
        "Kode provinsi {province} di awal NIK tidak dikenal; periksa KTP, atau tulis alasan bila"
        " memang begitu."
    ),
    "nik.region": "NIK pertama terbit di luar kota ini ({region}); wajar bagi warga pindahan.",
    "nik.kecamatan": (
        "Kode kecamatan di dalam NIK tidak ada di daftar sekarang; wajar bagi NIK lama."
    ),
    "nik.serial": (
        "Empat angka terakhir NIK 0000, padahal tidak pernah diterbitkan; periksa KTP, atau tulis"
        " alasan bila memang begitu."
    ),
    "nik.birth_date": (
        "NIK menyebut tanggal {said}, berbeda dengan yang diketik; lihat KTP, atau tulis alasan"
        " bila tanggal lahirnya pernah dibetulkan."
    ),
    "nik.day_tens": (
        "Beda hanya pada angka puluhan tanggal; angka 4, 5, dan 6 mudah tertukar, lihat lagi KTP."
    ),
    "nik.sex": (
        "Jenis kelamin berbeda dengan yang disebut NIK; lihat KTP, atau tulis alasan bila memang"
        " begitu."
    ),
    "kk.missing": "No. KK belum diisi; bila KK ada, salin 16 angkanya.",
    "kk.shape": "No. KK harus 16 angka, yang terketik {length}; cocokkan dengan KK.",
    "kk.signs": "No. KK hanya terdiri atas angka; buang huruf dan tanda lain, lalu cocokkan KK.",
    "kk.filler": "Ini bukan No. KK sungguhan; salin dari KK atau kosongkan.",
    "kk.letters": (
        "Di dalam No. KK ada huruf {letters}, mungkin maksudnya angka {digits}; cocokkan dengan KK."
    ),
    "kk.same_as_nik": "No. KK sama dengan NIK, jadi salah salin; lihat nomor di bagian atas KK.",
    "kk.date": (
        "Tanggal di dalam No. KK tidak ada di kalender; periksa KK, atau tulis alasan bila memang"
        " begitu."
    ),
    "kk.future": "No. KK ini bertanggal {day}, masih di depan; cocokkan lagi dengan KK.",
    "kpj.missing": "No. KPJ lama belum diisi; tulis bila kartunya masih ada.",
    "kpj.shape": "No. KPJ harus 11 angka, yang terketik {length}; lihat lagi kartunya.",
    "kpj.filler": "Ini bukan No. KPJ sungguhan; salin dari kartunya atau kosongkan.",
    "kpj.health": (
        "Ini nomor BPJS Kesehatan (13 angka); yang diminta nomor BPJS Ketenagakerjaan, 11 angka."
    ),
    "kpj.letters": (
        "No. KPJ biasanya angka saja; periksa kartunya, atau tulis alasan bila memang berhuruf."
    ),
    "kpj.though_never": (
        "No. KPJ lama terisi padahal dijawab belum pernah menjadi peserta; betulkan salah satunya"
        " atau tulis alasannya."
    ),
    "phone.missing": "No. HP belum diisi; nomor keluarga atau tetangga juga boleh.",
    "phone.shape": (
        "No. HP ini tidak lazim; periksa angkanya, atau tulis alasan bila memang begitu."
    ),
    "email.shape": "Alamat e-mail ini tidak lazim; periksa, kosongkan, atau tulis alasannya.",
    "date.missing": "Isi tanggalnya, misalnya 17-08-1985.",
    "date.shape": "Tanggal ini tidak terbaca; tulis seperti 17-08-1985.",
    "date.century": "Tulis tahunnya lengkap empat angka, misalnya 1985.",
    "date.impossible": "Tanggal ini tidak ada di kalender; cocokkan dengan KTP atau KK.",
    "date.american": "Urutannya hari, bulan, tahun; tulis seperti 17-08-1985.",
    "date.serial": "Ini nomor tanggal dari Excel, bukan tanggal; ketik ulang seperti 17-08-1985.",
    "date.future": "Tanggal ini masih di depan; periksa lagi tahunnya.",
    "birth.old": "Menurut tanggal ini usianya {age} tahun; periksa tahunnya atau tulis alasan.",
    "name.filler": "Ini bukan nama; tulis nama sesuai KTP, satu kata pun boleh.",
    "name.long": "Nama terlalu panjang: {length} dari paling banyak {longest} huruf; singkatkan.",
    "name.signs": (
        "Di dalam nama ada angka atau tanda; cocokkan dengan KTP, atau tulis alasan bila memang"
        " tertulis begitu."
    ),
    "mother.filler": (
        "Tulis nama ibu kandung; bila memang tidak diketahui, kosongkan lalu isi alasannya."
    ),
    "mother.reason": "Tulis dengan kata-kata mengapa nama ibu tidak diketahui.",
    "mother.though_unknown": (
        "Nama ibu sudah terisi, jadi kosongkan alasan tidak diketahui, atau sebaliknya."
    ),
    "cell.kind": "Isi sel ini bukan nomor; betulkan di daftar, lalu impor ulang.",
    "cell.rounded": (
        "Excel membulatkan nomor ini sehingga angka terakhirnya hilang; ubah kolomnya menjadi teks,"
        " ketik ulang dari KTP, lalu impor ulang."
    ),
    "cell.scientific": (
        "Excel menyimpan nomor ini sebagai hitungan (E+) sehingga angkanya hilang; ubah kolomnya"
        " menjadi teks, ketik ulang, lalu impor ulang."
    ),
    "cell.zeros": (
        "Nomor ini tinggal {length} dari {whole} angka, mungkin angka 0 di depannya dihapus Excel;"
        " lengkapi dari kartunya."
    ),
    "cell.number": "Sel ini berisi bilangan, bukan teks; angkanya masih utuh, tetap cocokkan.",
    "cell.apostrophe": "Tanda petik di sekitar nomor ini tidak ikut dibaca; cocokkan angkanya.",
    "cell.separators": "Titik atau spasi di dalam nomor ini tidak ikut dibaca; cocokkan angkanya.",
    "number.shape": "Ini bukan nomor pendaftaran; tulis lengkap seperti pada kartu.",
    "number.check": "Nomor pendaftaran ini salah ketik; cocokkan lagi dengan kartu.",
    "number.exhausted": "Nomor pendaftaran di komputer ini habis; hubungi petugas kota.",
}
