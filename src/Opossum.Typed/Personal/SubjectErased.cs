using System.Collections.Immutable;
using System.Text;
using Opossum.Typed.CompilerServices;
using Opossum.Typed.Personal;

namespace Opossum.Typed;

/// <summary>
/// A subject was erased. The log has it as <c>$erased</c>, with the subject's tag, so that consumers, read models and followers learn of it
/// in order, and a key store that was restored from a backup too. It is appended by <see cref="OpossumStore.EraseAsync"/> alone.
/// </summary>
/// <example>
/// <code>
/// // of a read model of students
/// public static StudentRow? On(SubjectErased e) => null;
/// </code>
/// </example>
[Event(EventName)]
public sealed class SubjectErased : IEvent<SubjectErased>, IEquatable<SubjectErased>
{
    internal const string EventName = "$erased";

    internal SubjectErased(Guid id, Tag subject, ImmutableArray<KeyPlace> keys) => (Id, Subject, Keys) = (id, subject, keys);

    /// <summary>Of this erasure.</summary>
    public Guid Id { get; }

    /// <summary>The subject's tag.</summary>
    public Tag Subject { get; }

    /// <summary>The keys that were destroyed, and where the key store had them.</summary>
    internal ImmutableArray<KeyPlace> Keys { get; }

    internal KnownErasure Known => new(Id, Subject.Text, [.. Keys]);

    static EventShape IEvent<SubjectErased>.Shape { get; } = new() { Name = EventName };

    static void IEvent<SubjectErased>.WriteTags(SubjectErased e, ref TagWriter tags)
    {
        var text = e.Subject.Text;
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        tags.Add(Encoding.UTF8.GetBytes(text[..colon]), text[(colon + 1)..]);
    }

    static void IEvent<SubjectErased>.WriteJson(SubjectErased e, ref JsonEventWriter json)
    {
        json.Raw("{\"id\":\""u8);
        json.Write(e.Id);
        json.Raw("\",\"subject\":\""u8);
        json.Write(e.Subject.Text);
        json.Raw("\",\"keys\":["u8);
        for (var i = 0; i < e.Keys.Length; i++)
        {
            json.Raw(i == 0 ? "\""u8 : ",\""u8);
            json.Write(e.Keys[i].ToString());
            json.Raw("\""u8);
        }

        json.Raw("]}"u8);
    }

    static SubjectErased IEvent<SubjectErased>.ReadJson(ref JsonEventReader reader)
    {
        var json = reader.AnyOrder();
        string? subject = null;
        Guid id = default;
        ulong seen = 0;
        var keys = ImmutableArray.CreateBuilder<KeyPlace>();
        json.StartObject();
        while (json.NextField())
        {
            if (json.TryField("id"u8)) (id, seen) = (json.ReadGuid(), seen | 1);
            else if (json.TryField("subject"u8)) (subject, seen) = (json.ReadString(), seen | 2);
            else if (json.TryField("keys"u8))
            {
                seen |= 4;
                json.StartArray();
                while (json.NextItem())
                {
                    if (!KeyPlace.TryParse(json.ReadString(), out var place)) throw new FormatException("It names a key that is none.");
                    keys.Add(place);
                }
            }
            else json.Skip();
        }

        json.Require(seen, 7, "id", "subject", "keys");
        json.End();
        return new(id, new(subject!), keys.DrainToImmutable());
    }

    /// <summary>Whether it is the same erasure.</summary>
    public bool Equals(SubjectErased? other) =>
        other is not null && Id == other.Id && Subject == other.Subject && Keys.SequenceEqual(other.Keys);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as SubjectErased);

    /// <inheritdoc/>
    public override int GetHashCode() => Id.GetHashCode();

    /// <summary>The key of the subject's tag, without its value.</summary>
    public override string ToString() => $"{nameof(SubjectErased)} {Subject}";
}
