"""What a word means beside others, and whose people, weapons or hold it tells of."""

from __future__ import annotations

import pytest
from tests.unit.matching.short_texts import asserted


def sides(text: str, language: str = "en") -> set[str]:
    return {n.key for a in asserted(text, language) for n in a.notions if n.key.startswith("@")}


@pytest.mark.parametrize(
    ("language", "text", "trigger"),
    [
        ("en", "Air defences destroyed 40 drones overnight.", "shoot_down"),
        ("en", "Drones destroyed a bakery in the village of Novi Luky.", "destroy"),
        ("en", "The whole village of Novi Luky was taken.", "seize"),
        ("en", "Fifteen residents left the village of Novi Luky.", "leave"),
        ("en", "Ukrainian soldiers left the village of Novi Luky.", "withdraw"),
        ("de", "Eine Drohne trifft eine Schule im Dorf Nowi Luky.", "hit"),
        ("de", "Der Minister trifft den Gouverneur im Dorf Nowi Luky.", "meet"),
        ("en", "Kyiv refused a truce at sea.", "agree"),
        ("en", "Sixty soldiers refused the order to attack.", "refuse"),
        ("en", "Russia handed over the bodies of 320 soldiers to Ukraine.", "repatriate"),
        ("fr", "La Russie a rendu à l'Ukraine les corps de 320 soldats.", "repatriate"),
        ("ru", "В первый день обмена Украине передали 340 тел.", "repatriate"),
        ("uk", "Опізнано 75 загиблих.", "identify_body"),
        ("de", "Bislang seien 40 Tote identifiziert worden.", "identify_body"),
        ("uk", "На будинок упав дрон.", "hit"),
        ("fr", "Un drone est tombé sur une maison.", "hit"),
        ("ru", "Число ракет упало вдвое.", "fall_decline"),
        ("ru", "Цены на хлеб упали.", "fall_decline"),
        ("ru", "Все ракеты достигли целей.", "hit"),
        ("ru", "Солдаты захватили танк у села Новые Луки.", "capture_equipment"),
        ("ru", "Солдаты захватили село Новые Луки.", "seize"),
        ("ru", "Ночью россияне выпустили 100 дронов.", "launch"),
        ("uk", "Перехоплено 20 ракет.", "shoot_down"),
        ("de", "1.200 Hektar wurden von den Pionieren geräumt.", "mine_clear"),
        ("de", "Das Dorf wurde geräumt.", "evacuate"),
        ("uk", "Трактор підірвався в понеділок на протитанковій міні.", "step_on_mine"),
        ("ru", "Здание школы пострадало.", "damage"),
        ("ru", "Пострадали десять человек.", "wound"),
        ("de", "Das Gericht in Kiew verhandelt am Montag über den Fall der Lehrer.", "trial"),
        ("ru", "Рейсы задержаны до утра.", "delay_transport"),
        ("en", "The army lost ten tanks in a week.", "loss_equipment"),
        ("en", "The pump failed on Wednesday.", "break_down"),
        ("ru", "Причиной стал отказ двигателя.", "break_down"),
        ("de", "Das Triebwerk ist ausgefallen.", "break_down"),
        ("en", "The brigade fires 90 shells a day.", "launch"),
        ("en", "A fire destroyed 4,000 shells.", "destroy"),
        ("ru", "Бригада расходует 90 снарядов в сутки.", "launch"),
        ("fr", "La trêve a été violée 28 fois.", "violate"),
        ("en", "The Russians breached the truce 36 times.", "violate"),
        ("uk", "Двох підписантів уночі забрала військова поліція.", "arrest"),
        ("de", "Zwei Männer wurden von der Militärpolizei abgeholt.", "arrest"),
        ("en", "The commander of the battalion has been removed.", "dismiss"),
        ("fr", "Les pertes de la brigade se montent à 17 hommes.", "loss_troops"),
    ],
)
def test_the_words_around_give_a_trigger_its_sense(language: str, text: str, trigger: str) -> None:
    assert trigger in {a.triggers[0] for a in asserted(text, language) if a.triggers}


@pytest.mark.parametrize(
    ("language", "text", "trigger"),
    [
        ("en", "Ukrainian troops lost the village of Novi Luky.", "lose_control"),
        ("uk", "За тиждень бригада втратила чотирнадцятьох бійців.", "loss_troops"),
        ("de", "Die Brigade hat binnen einer Woche mehr als 120 Mann verloren.", "loss_troops"),
        ("ru", "Других самолётов российская авиация в этот день не теряла.", "loss_equipment"),
        ("de", "Die Luftwaffe hat am Mittwoch auch eine Su-24 verloren.", "loss_equipment"),
        ("en", "About 514,000 bushels of wheat were lost.", "destroy"),
        ("fr", "1 400 tonnes de blé sont perdues.", "destroy"),
    ],
)
def test_what_is_lost_says_what_kind_of_loss_it_is(language: str, text: str, trigger: str) -> None:
    assert trigger in {a.triggers[0] for a in asserted(text, language) if a.triggers}


def test_a_common_word_far_from_any_place_is_no_change_of_control() -> None:
    assert not [a for a in asserted("The committee took a long break after the talk.") if a.frame == "control"]


@pytest.mark.parametrize(
    ("language", "text", "side"),
    [
        ("en", "Overnight 96 Ukrainian drones were shot down.", "@ukraine:drone"),
        ("en", "The Ukrainian air force shot down 118 drones.", "@russia:drone"),
        ("en", "Russia launched 142 drones in the night.", "@russia:attacker"),
        ("de", "Russland hat in der Nacht 142 Drohnen gegen die Ukraine gestartet.", "@russia:attacker"),
        ("en", "Russian forces captured the village of Novi Luky.", "@russia:holder"),
        ("en", "The loss of the village of Novi Luky by Ukraine was confirmed.", "@russia:holder"),
        ("uk", "Ворожі дрони збито над областю.", "@russia:drone"),
        ("en", "Ukraine accepted a truce at sea.", "@ukraine:agreeing"),
        ("en", "The two sides agreed on a truce at sea.", "@both:agreeing"),
    ],
)
def test_the_side_is_read_where_the_words_show_it(language: str, text: str, side: str) -> None:
    assert side in sides(text, language)


def test_a_place_in_a_country_is_no_side() -> None:
    assert not sides("A bridge in the village of Novi Luky was closed.")
