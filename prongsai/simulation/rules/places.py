"""The words that names are made of. Provinces and ministries are real; agencies never are."""

#: Two languages of one word.
Word = tuple[str, str]


def _listed(words: str) -> tuple[str, ...]:
    return tuple(words.split())


def _words(pairs: str) -> tuple[Word, ...]:
    halves = (pair.strip().split(" ", 1) for pair in pairs.split(","))
    return tuple((th, en) for th, en in halves)


PROVINCES = _listed(
    "กรุงเทพมหานคร กระบี่ กาญจนบุรี กาฬสินธุ์ กำแพงเพชร ขอนแก่น จันทบุรี ฉะเชิงเทรา "
    "ชลบุรี ชัยนาท ชัยภูมิ ชุมพร เชียงราย เชียงใหม่ ตรัง ตราด ตาก นครนายก นครปฐม นครพนม "
    "นครราชสีมา นครศรีธรรมราช นครสวรรค์ นนทบุรี นราธิวาส น่าน บึงกาฬ บุรีรัมย์ ปทุมธานี "
    "ประจวบคีรีขันธ์ ปราจีนบุรี ปัตตานี พระนครศรีอยุธยา พะเยา พังงา พัทลุง พิจิตร "
    "พิษณุโลก เพชรบุรี เพชรบูรณ์ แพร่ ภูเก็ต มหาสารคาม มุกดาหาร แม่ฮ่องสอน ยโสธร ยะลา "
    "ร้อยเอ็ด ระนอง ระยอง ราชบุรี ลพบุรี ลำปาง ลำพูน เลย ศรีสะเกษ สกลนคร สงขลา สตูล "
    "สมุทรปราการ สมุทรสงคราม สมุทรสาคร สระแก้ว สระบุรี สิงห์บุรี สุโขทัย สุพรรณบุรี "
    "สุราษฎร์ธานี สุรินทร์ หนองคาย หนองบัวลำภู อ่างทอง อำนาจเจริญ อุดรธานี อุตรดิตถ์ "
    "อุทัยธานี อุบลราชธานี"
)
CAPITAL = PROVINCES[0]

INTERIOR = "กระทรวงมหาดไทย"
HIGHER_EDUCATION = "กระทรวงการอุดมศึกษา วิทยาศาสตร์ วิจัยและนวัตกรรม"
MINISTRIES = (
    "สำนักนายกรัฐมนตรี",
    "กระทรวงกลาโหม",
    "กระทรวงการคลัง",
    "กระทรวงการต่างประเทศ",
    "กระทรวงการท่องเที่ยวและกีฬา",
    "กระทรวงการพัฒนาสังคมและความมั่นคงของมนุษย์",
    HIGHER_EDUCATION,
    "กระทรวงเกษตรและสหกรณ์",
    "กระทรวงคมนาคม",
    "กระทรวงดิจิทัลเพื่อเศรษฐกิจและสังคม",
    "กระทรวงทรัพยากรธรรมชาติและสิ่งแวดล้อม",
    "กระทรวงพลังงาน",
    "กระทรวงพาณิชย์",
    INTERIOR,
    "กระทรวงยุติธรรม",
    "กระทรวงแรงงาน",
    "กระทรวงวัฒนธรรม",
    "กระทรวงศึกษาธิการ",
    "กระทรวงสาธารณสุข",
    "กระทรวงอุตสาหกรรม",
)

#: A place is one of each: land, what grows there, and an ending unlike those of real places.
LAND = _words(
    "บ้าน Ban, หนอง Nong, ทุ่ง Thung, ห้วย Huai, โคก Khok, ดอน Don, บาง Bang, คลอง Khlong, นา Na,"
    "วัง Wang, ท่า Tha, เขา Khao, โนน Non, ป่า Pa, สระ Sa, ไร่ Rai, เกาะ Ko, แม่ Mae, ลำ Lam,"
    "โป่ง Pong, ดง Dong, สวน Suan, หาด Hat, เนิน Noen"
)
GROWTH = _words(
    "แก้ว Kaeo, ทอง Thong, ไผ่ Phai, งาม Ngam, เย็น Yen, สูง Sung, ขาว Khao, แดง Daeng, เขียว Khiao,"
    "ม่วง Muang, หว้า Wa, มะขาม Makham, ตาล Tan, หวาย Wai, บัว Bua, หงส์ Hong, ช้าง Chang, ไทร Sai,"
    "โพธิ์ Pho, สัก Sak, พลวง Phluang, จันทร์ Chan, ดาว Dao, เพชร Phet, เงิน Ngoen, หอม Hom, ปลา Pla,"
    "นกยูง Nok Yung, ลำดวน Lamduan, ชบา Chaba"
)
ENDING = _words(
    "ฟ้าใส Fa Sai, ดาวเรือง Dao Rueang, สายรุ้ง Sai Rung, ธารแก้ว Than Kaeo, ลมโชย Lom Choi,"
    "ตะวันฉาย Tawan Chai, รุ่งอรุณ Rung Arun, ใบเงิน Bai Ngoen, เพียงดิน Phiang Din, ร่มเย็น Rom Yen,"
    "หิ่งห้อย Hinghoi, ละอองน้ำ La-ong Nam, แสงเดือน Saeng Duean, กลิ่นข้าว Klin Khao,"
    "ผีเสื้อ Phisuea, รวงผึ้ง Ruang Phueng, เมฆขาว Mek Khao, ทรายทอง Sai Thong,"
    "ปีกไม้ Pik Mai, ขวัญนา Khwan Na"
)

#: A central body is one of each: a kind of work, and a subject that no real body is for.
WORK = _words(
    "ส่งเสริม Promotion of, พัฒนา Development of, อนุรักษ์ Conservation of, กำกับ Supervision of,"
    "วิจัย Research on, ฟื้นฟู Restoration of, จัดการ Management of, สำรวจ Survey of"
)
SUBJECT = _words(
    "ตลาดน้ำ Floating Markets, เส้นทางจักรยาน Cycle Paths, ต้นไม้ใหญ่ Great Trees,"
    "เรือพื้นบ้าน Traditional Boats, หอสมุดชุมชน Community Libraries, สวนไผ่ Bamboo Gardens,"
    "ดอกบัว Lotus Flowers, สวนริมทาง Wayside Gardens, ลมชายฝั่ง Coastal Winds, หิ่งห้อย Fireflies,"
    "ดนตรีพื้นถิ่น Local Music, สะพานไม้ Wooden Bridges, โรงเรือนปลูกพืช Greenhouses,"
    "น้ำพุธรรมชาติ Natural Springs, เครื่องปั้นดินเผา Pottery, ท่าเรือเล็ก Small Piers,"
    "ผ้าทอมือ Handwoven Cloth, ถนนสายรอง Minor Roads, ลานกีฬาชุมชน Community Sports Grounds,"
    "สมุนไพรริมรั้ว Hedgerow Herbs, ทุ่งหญ้า Grasslands, เกาะกลางน้ำ River Islands,"
    "แผนที่ชุมชน Community Maps, ป้ายบอกทาง Signposts"
)
