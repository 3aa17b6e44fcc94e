opens-classes = classes|patterns
classes-list = { $open ->
        [0] No class of cases is under way.
        [one] One class of cases is under way.
       *[other] { $open } classes of cases are under way.
    }{ $proposed ->
        [0] { "\u000A" }Nothing new: { $cases } cases, or { $riders } riders, of one category within { $metres } m in { $days } days would be listed here.
       *[other] { "\u000A" }Places where cases might be worked on as one: { $proposed } (one category within { $metres } m in { $days } days). Open one.
    }
classes-line = { $place } · { $category } · cases: { $linked }
classes-proposed = Proposed · { $category } · { $count } cases, { $riders } riders · near { $number }
class-place =
    Near { $number }: { $category }, { $street }, { $count } cases, { $riders } riders.
    What is this place called in public? Type it, and it is opened as a class, for example “Plaza 1788, east gate”.
class-card =
    Class { $class } · { $place }
    { $category } · { $street } · cases: { $linked } · since { $opened }{ $noticed ->
        [0] { "" }
       *[other] { "\u000A" }Public notice: { $rule } ({ $from } to { $until })
    }{ HAS($meeting) ->
        [no] { "" }
       *[other] { "\u000A" }{ $meeting }
    }
    .consult = Consultation
    .notice = Public notice
    .linkcase = Add a case
    .classend = End
link-number = Which case belongs to “{ $place }”? Type its number.
classend-sure = End the class “{ $place }”? A published notice holds until its last day.
    .yes = End
    .no = Keep open
class-ended = Ended: { $place }, { $category }, cases: { $linked }.
no-such-class = This class has ended, or is another street's.
nothing-to-open = This is not enough for a class any more: somebody opened it, or 90 days have passed.
linked-already = This case belongs to a class already.
another-kind = This case is of another category or street.
