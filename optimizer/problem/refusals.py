"""Why a rule cannot be promised in contested elections, and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass

from optimizer.basis.faults import Fault
from optimizer.basis.text import Filled, Text


@dataclass(frozen=True, kw_only=True)
class Refusal:
    """A rule that cannot be promised: why, and what to do about it."""

    rule: str
    message: Filled
    cure: Filled

    @property
    def fault(self) -> Fault:
        """The refusal as a fault of the input."""
        return Fault(kind="problem.guarantee", path=self.rule, message=self.message, cure=self.cure)


class Refused(Exception):
    """Ends the search for what a rule promises."""

    def __init__(self, message: Filled, cure: Text) -> None:
        super().__init__(message.en)
        self.message, self.cure = message, cure


SEVERAL = Text(
    zh="保证只能对一个机构或职务作出，这条规则的 scope 有几个",
    en="a guarantee is for one body or office, and this scope lists several",
)
SEVERAL_CURE = Text(zh="每个机构、职务写一条规则", en="Write one rule for each of them")
CHOICES = Text(
    zh="这种规则要在几种情形中取其一，不能保证无论谁当选都成立",
    en="a rule of this kind may be kept in several ways, and cannot be promised whoever wins",
)
CHOICES_CURE = Text(
    zh="去掉 guarantee 或 upsets；选出后用 xiwei contest 核对；或改写成 count、share、each",
    en="Take guarantee or upsets out and check after the vote with xiwei contest; or write it as count, share or each",
)
OUTSIDE = Text(zh="这条规则还数到这次选举以外的人", en="the rule also counts people who do not stand in this vote")
OUTSIDE_CURE = Text(
    zh="去掉 guarantee 或 upsets，或写成只数这个机构、职务的规则",
    en="Take guarantee or upsets out, or count this body or office alone",
)
APPOINTED = Text(
    zh="谁算在内，要看其在{title}里另任什么职，而这在选举后才定",
    en="who counts depends on what else they hold within {title}, which is settled only after the vote",
)
APPOINTED_CURE = Text(
    zh="改为只看人的条件，或把规则写在那个职务上", en="Ask of the people themselves, or write the rule for that office"
)
RANGE = Text(
    zh="{title}的席位是一个范围，不能保证", en="the seats of {title} are a range, for which nothing can be promised"
)
RANGE_CURE = Text(zh="给它一个确定的席位数", en="Give it one number of seats")
UNITS = Text(
    zh="分单位选举时，这条规则数的不是人头，不能跨单位保证",
    en="with a vote for each unit, a rule that does not count plain heads cannot be promised across units",
)
UNITS_CURE = Text(
    zh="改成人数（count）或占总席位的比例，或去掉 margin_by",
    en="Write it as a count or a share of all seats, or take margin_by out",
)
ONE_PERSON = Text(
    zh="只有一个人能满足这条规则，而差额选举中任何一个人都可能落选",
    en="only one person can keep this rule, and anybody may lose in a contested election",
)
ONE_PERSON_CURE = Text(
    zh="去掉 guarantee 或 upsets，或让这个席位等额选举、另设选举",
    en="Take guarantee or upsets out, or leave this seat uncontested, in a vote of its own",
)
BAND = Text(
    zh="上下限之间只有{band}人的余地，落选的有{losers}人，无法保证",
    en="the bounds leave a band of {band}, which is narrower than the {losers} who may lose",
)
BAND_CURE = Text(
    zh="放宽一侧的界限，减小差额，或把这部分席位另设选举",
    en="Move one of the bounds, make the margin smaller, or give these seats a contest of their own",
)
NOT_ANNOUNCED = Text(
    zh="名单事先一并公布（announced），而{title}没有写差额，名单上没有人可以递补落选的人",
    en="the slates are announced together, but {title} has no margin, so that nobody is on its slate for those who lose before",
)
NOT_ANNOUNCED_CURE = Text(
    zh="给它写 margin（可以是 0 以上的数），或去掉 announced", en="Give it a margin, or take announced out"
)
UPSETS_INSIDE = Text(
    zh="外层机构先差额选举，这里再定人选；upsets 不能跨几次选举",
    en="the body around is contested first and the rest planned again; upsets cannot reach across several votes",
)
UPSETS_INSIDE_CURE = Text(
    zh='写 guarantee = "always"，或只对最外层的机构写 upsets',
    en='Write guarantee = "always", or upsets for the outermost body only',
)
WEIGHTS_INSIDE = Text(
    zh="外层机构先差额选举时，只能保证数人头的规则",
    en="where the body around is contested first, only a rule that counts plain heads can be promised",
)
WEIGHTS_INSIDE_CURE = Text(zh="改成人数（count）或占席位的比例", en="Write it as a count or as a share of the seats")
RANGE_INSIDE = Text(
    zh="{title}的差额是一个范围，而里层的保证要先知道落选几人",
    en="the margin of {title} is a range, and a promise inside needs to know how many lose",
)
RANGE_INSIDE_CURE = Text(zh="把差额写成一个数", en="Write one number for the margin")
UNITS_INSIDE = Text(
    zh="{title}是分单位选举的里层机构，不能保证",
    en="{title} lies within a contested body and is itself contested unit by unit",
)
UNITS_INSIDE_CURE = Text(zh="去掉里层的 margin_by 或这条保证", en="Take the margin_by inside out, or this guarantee")
OVERLAP = Text(
    zh="{rule} 和 {other} 都要在一次选举之后再定人选，两边的人有重叠：选出的人可能各够一条，却没有人两条都够",
    en="{rule} and {other} are both met from who is elected before, and their people overlap: those elected may do for either "
    "rule but not for both",
)
OVERLAP_OWN = Text(
    zh="{rule} 的几项都要在一次选举之后再定人选，涉及的人有重叠：选出的人可能够其中一项，却不够另一项",
    en="the parts of {rule} are met from who is elected before, and their people overlap: those elected may do for one part but "
    "not for another",
)
NO_ROOM = Text(
    zh="所保证的几条在{title}的候选名单上共需{need}人，名单只有{slate}人",
    en="what is promised needs {need} people on the slate for {title}, which has {slate}",
)
ONE_CURE = Text(
    zh="只保证其中一条，或减小差额，或保证最外层的机构",
    en="Promise only one of them, make the margin smaller, or promise it for the outermost body",
)
