using System.Text;
using System.Text.Json;
using Opossum.Typed.Json;

namespace Opossum.Typed.Tests.Privacy;

/// <summary>What a user's code throws. Its message is the user's affair; no message of ours may have it.</summary>
public sealed class PrivateException(string secret) : Exception("a user's message with " + secret);

[Tag("mail")]
public readonly partial record struct MailAddress(string Text);

public enum Class
{
    Standard,
    Express,
}

/// <summary>Written by a converter that can't be satisfied when its text says so.</summary>
public sealed record Stamp(string Text);

public sealed class StampConverter : IEventConverter<Stamp>
{
    public static bool TryWrite(Stamp value, Span<byte> utf8, out int written)
    {
        if (value.Text.EndsWith("no stamp", StringComparison.Ordinal)) throw new PrivateException(value.Text);
        var text = value.Text.EndsWith("no json", StringComparison.Ordinal) ? "{" + value.Text : JsonSerializer.Serialize(value.Text);
        return Encoding.UTF8.TryGetBytes(text, utf8, out written);
    }

    public static Stamp Read(ReadOnlySpan<byte> utf8)
    {
        var text = Encoding.UTF8.GetString(utf8);
        return text.Contains("stamp", StringComparison.Ordinal) ? new(text.Trim('"')) : throw new PrivateException(text);
    }
}

public sealed record Page(string Text, int Number, Dictionary<string, double> Marks);

/// <summary>An event with content of every kind that an error could quote.</summary>
[Event("letter-sent", Version = 2)]
public partial record LetterSent(
    MailAddress To,
    [Tag("subject", MaxLength = 40)] string Subject,
    Class Class,
    int Weight,
    Dictionary<string, Page> Pages,
    Dictionary<Guid, string> Copies,
    JsonElement Extra,
    [Converter(typeof(StampConverter))] Stamp Stamp)
{
    public string Subject { get; init; } =
        Subject.EndsWith("refused", StringComparison.Ordinal) ? throw new PrivateException(Subject) : Subject;

    private static LetterSent Upcast(LetterSentV1 old) => throw new PrivateException(old.Subject);
}

[Event("letter-sent")]
public partial record LetterSentV1(string Subject);
