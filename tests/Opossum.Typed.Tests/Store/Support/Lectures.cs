namespace Opossum.Typed.Tests.Store;

/// <summary>The fifth version. Of the third there is no record: its payloads are read as the fourth.</summary>
[Event("lecture-held", Version = 5, Aliases = ["talk-held"])]
public partial record LectureHeld(
    RoomId Room, string Title, [Field("minutes", Aliases = ["duration"])] int Minutes, IReadOnlyList<string> Speakers, bool IsPublic = true)
{
    public string Path { get; init; } = "";

    private static LectureHeld Upcast(LectureHeldV4 old) => old.Minutes < 0
        ? throw new ArgumentException("a lecture takes time")
        : new(old.Room, old.Title, old.Minutes, [old.Speaker]) { Path = old.Path + "5" };
}

[Event("lecture-held", Version = 4)]
public partial record LectureHeldV4(RoomId Room, string Title, int Minutes, string Speaker = "nobody")
{
    public string Path { get; init; } = "";

    public static LectureHeldV4 Upcast(LectureHeldV2 old) => new(old.Room, old.Title, old.Hours * 60) { Path = old.Path + "4" };
}

[Event("lecture-held", Version = 2)]
public partial record LectureHeldV2(RoomId Room, string Title, int Hours)
{
    public string Path { get; init; } = "";

    internal static LectureHeldV2 Upcast(LectureHeldV1 old) => new(old.Room, old.Name, old.Parts.Count) { Path = "2" };
}

/// <summary>What only an old version holds needs a codec too, to read with.</summary>
[Event("lecture-held")]
public partial record LectureHeldV1(RoomId Room, string Name, IReadOnlyList<LecturePart?> Parts);

public record LecturePart(string Text, LectureKind Kind);

public enum LectureKind
{
    Talk,
    Discussion,
}
