using CsCheck;

namespace Opossum.Typed.Generators.Tests.Evolution;

/// <summary>What a field can be. Some of them take what others have written, and some do not.</summary>
internal enum Kind
{
    Int32,
    Int64,
    Decimal,
    Boolean,
    Text,
    Level,
    Numbers,
    Record,
}

/// <summary>Where a field stands in its record, and so whether it may be missing.</summary>
internal enum Place
{
    Parameter,
    OptionalParameter,
    RequiredMember,
    Member,
}

/// <summary>One version of an event, or of a record inside one: fields in the order in which they are written.</summary>
internal sealed record Shape(IReadOnlyList<Field> Fields);

/// <param name="Name">The name in the payload.</param>
/// <param name="Aliases">Old names.</param>
/// <param name="IsNamed">Whether <c>[Field]</c> says the name though the member's own would do.</param>
/// <param name="Kind">What it holds.</param>
/// <param name="IsNullable">Whether null is a value of it.</param>
/// <param name="Place">Where it stands.</param>
/// <param name="Inner">The record that it holds.</param>
internal sealed record Field(
    string Name, IReadOnlyList<string> Aliases, bool IsNamed, Kind Kind, bool IsNullable, Place Place, Shape? Inner)
{
    public bool MayBeMissing => Place is Place.OptionalParameter or Place.Member;
}

/// <summary>Shapes over few names, so that two of them often mean the same field, and often not.</summary>
internal static class Shapes
{
    private static readonly string[] Names = ["a", "b", "c", "d", "e", "f", "g"];

    private static readonly Gen<Place> AnyPlace = Gen.Enum<Place>();

    private static readonly Gen<int> AnyAliases = Gen.Frequency((3, Gen.Const(0)), (2, Gen.Int[1, 2]));

    /// <summary>An event: records inside it hold no other.</summary>
    public static Gen<Shape> Event { get; } = Of(
        Drafts(
            Gen.Frequency((7, Simple()), (2, Of(Drafts(Simple(), most: 3)).Select(static inner => (Kind.Record, (Shape?)inner)))),
            most: 5));

    private static Gen<(Kind Kind, Shape? Inner)> Simple() =>
        Gen.Enum<Kind>().Where(static kind => kind != Kind.Record).Select(static kind => (kind, (Shape?)null));

    private static Gen<Draft[]> Drafts(Gen<(Kind Kind, Shape? Inner)> types, int most) =>
        Gen.Select(types, Gen.Bool, AnyPlace, AnyAliases, Gen.Bool, static (type, isNullable, place, aliases, isNamed) =>
            new Draft(type.Kind, type.Inner, isNullable, place, aliases, isNamed)).Array[0, most];

    private static Gen<Shape> Of(Gen<Draft[]> drafts) => Gen.Select(drafts, Gen.Shuffle(Names), static (drafts, names) =>
    {
        var free = new Queue<string>(names);
        var fields = drafts.Select(draft => draft.ToField(free.Dequeue())).OrderBy(static field => field.Place).ToArray();
        for (var i = 0; i < fields.Length; i++)
        {
            var aliases = drafts[i].Aliases;
            fields[i] = fields[i] with { Aliases = [.. Enumerable.Range(0, Math.Min(aliases, free.Count)).Select(_ => free.Dequeue())] };
        }

        return new Shape(fields);
    });

    private sealed record Draft(Kind Kind, Shape? Inner, bool IsNullable, Place Place, int Aliases, bool IsNamed)
    {
        /// <summary>A record that is not null has no default that a parameter or a member could say.</summary>
        public Field ToField(string name)
        {
            var place = !IsNullable && (Kind == Kind.Record || (Kind == Kind.Numbers && Place == Place.OptionalParameter))
                ? Place.Parameter
                : Place;
            return new(name, [], IsNamed, Kind, IsNullable, place, Inner);
        }
    }
}
