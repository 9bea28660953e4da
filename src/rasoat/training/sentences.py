"""What is told of an invented household, sentence by sentence: the story says things, never the option of the form.

A sentence is kept in Vietnamese and English; ``{n}`` is the number that the story gives. A question that is named nowhere
here is told in the words of the form itself, so that every pack can be practised.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class Said(NamedTuple):
    """One sentence in both languages."""

    vi: str
    en: str

    def to(self, language: str, **filled: object) -> str:
        """Return the sentence in ``language`` (``vi`` or ``en``) with its places filled in."""
        return (self.vi if language == "vi" else self.en).format(**filled)


# Question → answer → sentence; the answer of a number is «n».
SENTENCES: Mapping[str, Mapping[str, Said]] = {
    "qualification": {
        "college": Said(
            "Người học cao nhất trong nhà có bằng cao đẳng sư phạm.",
            "The best schooled of the house has a college degree.",
        ),
        "vocational": Said(
            "Người học cao nhất trong nhà có bằng trung cấp nghề điện.",
            "The best schooled of the house has finished a vocational course.",
        ),
        "upper_secondary": Said(
            "Người học cao nhất trong nhà có bằng tốt nghiệp lớp 12.",
            "The best schooled of the house finished grade 12.",
        ),
        "none": Said("Trong nhà chưa ai học hết lớp 12.", "Nobody of the house has finished grade 12."),
    },
    "nonfarm_job": {
        "public": Said(
            "Một người trong nhà là giáo viên biên chế ở trường xã.",
            "One of the house is a tenured teacher at the commune's school.",
        ),
        "other": Said(
            "Một người trong nhà đi làm thợ xây thuê từ tháng hai đến nay.",
            "One of the house has worked as a hired mason since February.",
        ),
        "none": Said(
            "Cả nhà chỉ làm ruộng nương; năm nay có đi phụ hồ được hai tuần rồi nghỉ.",
            "The house lives off its fields; one helped masons for two weeks this year, no longer.",
        ),
    },
    "pensions": {
        "n": Said("Nhà có {n} người lĩnh lương hưu hằng tháng.", "{n} of the house draw a monthly pension."),
        "0": Said("Không ai có lương hưu.", "Nobody draws a pension."),
    },
    "wall": {
        "durable": Said("Tường nhà xây gạch.", "The walls are of brick."),
        "other": Said("Vách nhà bằng nứa đan, trát đất.", "The walls are of woven bamboo and clay."),
    },
    "column": {
        "durable": Said("Cột nhà bằng gỗ nghiến, còn rất chắc.", "The columns are of hard nghiến wood."),
        "other": Said("Cột nhà bằng tre, đã mọt.", "The columns are of bamboo, worm-eaten."),
    },
    "floor_area_m2": {
        "n": Said("Đo cả nhà, kể cả gác, được {n} m².", "The whole dwelling with its loft measures {n} m².")
    },
    "electricity_kwh": {
        "n": Said(
            "Xem hóa đơn các tháng thì bình quân mỗi tháng dùng {n} số điện (kWh).",
            "By its bills the house uses {n} kWh a month on average.",
        )
    },
    "water": {
        "tap": Said("Nước ăn lấy từ vòi nước máy của xã.", "Water comes from the commune's tap."),
        "drilled_well": Said("Nước ăn bơm từ giếng khoan.", "Water is pumped from a drilled well."),
        "protected_source": Said(
            "Nước ăn lấy ở mó nước đầu bản, đã xây bể và có nắp đậy.",
            "Water comes from a spring that is walled and covered.",
        ),
        "other": Said("Nước ăn gánh ở suối, không che chắn gì.", "Water is carried from an open stream."),
    },
    "toilet": {
        "septic": Said("Nhà vệ sinh có bể tự hoại.", "The toilet has a septic tank."),
        "other_hygienic": Said("Nhà vệ sinh hai ngăn, có nắp.", "The toilet is a double vault with lids."),
        "other": Said(
            "Hố đi vệ sinh đào tạm sau nhà, che bạt.", "The toilet is a pit behind the house under canvas."
        ),
    },
    "tv": {"1": Said("Có một ti vi màu đang dùng.", "There is a colour TV in use.")},
    "hifi": {"1": Said("Có dàn loa nghe nhạc.", "There is a hi-fi.")},
    "car": {"1": Said("Có một ô tô bán tải.", "There is a pick-up car.")},
    "motorbike": {"1": Said("Có một xe máy đi hằng ngày.", "There is a motorbike, used every day.")},
    "fridge": {"1": Said("Có tủ lạnh.", "There is a refrigerator.")},
    "aircon": {"1": Said("Có máy điều hòa.", "There is an air conditioner.")},
    "washing_machine": {"1": Said("Có máy giặt.", "There is a washing machine.")},
    "water_heater": {"1": Said("Có bình nóng lạnh.", "There is a water heater.")},
    "microwave": {"1": Said("Có lò vi sóng.", "There is a microwave oven.")},
    "boat": {"1": Said("Có thuyền gắn máy.", "There is a motor boat.")},
    "garden_m2": {"n": Said("Ao và vườn liền nhà {n} m².", "Pond and garden by the house: {n} m².")},
    "annual_crop_m2": {"n": Said("Ruộng lúa, nương ngô {n} m².", "Rice and maize fields: {n} m².")},
    "perennial_m2": {"n": Said("Đồi hồng, đồi chè {n} m².", "Persimmon and tea: {n} m².")},
    "forest_m2": {"n": Said("Rừng được giao {n} m².", "Forest allotted to the house: {n} m².")},
    "water_surface_m2": {"n": Said("Mặt nước thả cá {n} m².", "Fish water: {n} m².")},
    "cattle": {"n": Said("Trâu, bò, ngựa: {n} con.", "Buffaloes, cows and horses: {n}.")},
    "pigs_goats": {"n": Said("Lợn, dê: {n} con.", "Pigs and goats: {n}.")},
    "poultry": {"n": Said("Gà, vịt: {n} con.", "Hens and ducks: {n}.")},
    "d_housing_quality": {
        "1": Said(
            "Nhìn chung nhà thuộc loại thiếu kiên cố.", "On the whole the dwelling is less than solid."
        ),
        "0": Said("Nhìn chung nhà thuộc loại bán kiên cố.", "On the whole the dwelling is semi-solid."),
    },
    "d_telecom": {
        "1": Said(
            "Trong nhà không ai có điện thoại, cũng không dùng internet.",
            "Nobody of the house has a telephone or uses the internet.",
        ),
        "0": Said("Trong nhà có người dùng điện thoại di động.", "Somebody of the house has a mobile phone."),
    },
    "d_information": {
        "1": Said(
            "Nhà không có ti vi, radio, máy tính; ở đây cũng không nghe được loa của xã, thôn.",
            "There is no TV, radio or computer, and the loudspeakers cannot be heard here.",
        ),
        "0": Said("Ngồi trong nhà nghe rõ loa của thôn.", "The village's loudspeaker is heard in the house."),
    },
}

# What is said of everything in a group that the story has not named: the answer there is «không» or 0.
NOTHING_ELSE: Mapping[str, Said] = {
    "goods": Said(
        "Ngoài những thứ vừa kể, nhà không có đồ dùng, phương tiện nào khác.",
        "Beside what was just named the house has no other goods or vehicles.",
    ),
    "land": Said("Ngoài ra nhà không có đất nào khác.", "Beside that the house has no other land."),
    "livestock": Said("Ngoài ra nhà không nuôi con gì.", "Beside that the house keeps no animals."),
}
IN_THE_FORM = Said("Người nhà cho biết – {asked}: {answer}.", "The family says – {asked}: {answer}.")
PEOPLE = Said("Nhà có {n} người: {list}.", "There are {n} in the house: {list}.")
PERSON = Said("{name} {age} tuổi", "{name}, {age}")
YES, NO = Said("Có", "Yes"), Said("Không", "No")
