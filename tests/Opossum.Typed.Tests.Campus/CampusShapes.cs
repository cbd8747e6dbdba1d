using System.Text.Json.Serialization;

namespace Opossum.Typed.Tests.Campus;

/// <summary>A base record with a subject and something personal of it.</summary>
public abstract record AboutStudent(StudentId Student, [property: Personal] string? Note);

[Event("student-praised")]
public sealed partial record StudentPraised(StudentId Student, string? Note, int Stars) : AboutStudent(Student, Note);

[Event("team-founded")]
public partial record TeamFounded(
    RoomId Room, Dictionary<string, Member> Members, Member? Head, Contact Contact,
    [property: Field("motto", Aliases = ["slogan"])] string Motto);

public readonly record struct Member(StudentId Student, [property: Personal, Field("nick", Aliases = ["alias"])] string? Nick, int Since);

[JsonDerivedType(typeof(ByMail), "mail")]
[JsonDerivedType(typeof(ByPhone), "phone")]
public abstract record Contact;

public sealed record ByMail(GuestId Who, [property: Personal(Replacement = "nowhere")] string Address) : Contact;

public sealed record ByPhone(GuestId Who, [property: Personal] long? Number, [property: Personal(Replacement = 'x')] char Zone) : Contact;

/// <summary>Records of its own type, each with a subject.</summary>
public sealed record Branch(StudentId Student, [property: Personal] string? Name, IReadOnlyList<Branch> Below);

[Event("tree-drawn")]
public partial record TreeDrawn(Branch Root);

[Event("values-told")]
public partial record ValuesTold(
    GuestId Guest,
    [Personal(Replacement = (byte)7)] byte B, [Personal(Replacement = -1L)] long L, [Personal(Replacement = 0.5)] double D,
    [Personal(Replacement = 1.5f)] float F, [Personal(Replacement = 3)] decimal M, [Personal(Replacement = false)] bool Is,
    [Personal] byte[]? Raw, [Personal] DateTimeOffset? At, [Personal] Dictionary<Diet, decimal?>? Prices,
    [Personal] (int X, string? Y)? Pair,
    [Personal, Tag("code")] int? Code, [Personal, Tag("nick")] string[]? Nicks)
{
    [Personal(Replacement = "none")] public required string Required { get; init; }

    [Personal] public string? Kept { get; set; } = "kept by default";
}
