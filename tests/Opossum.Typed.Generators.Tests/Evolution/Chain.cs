using System.Text.Json;
using CsCheck;

namespace Opossum.Typed.Generators.Tests.Evolution;

/// <summary>
/// An event of several versions, some of which have records: random shapes that nothing but their upcasters connects. Each step leaves a
/// trace.
/// </summary>
/// <param name="Name">The event's.</param>
/// <param name="Versions">Those that have a record, the newest last.</param>
/// <param name="Shapes">Theirs.</param>
internal sealed record Chain(string Name, IReadOnlyList<int> Versions, IReadOnlyList<Shape> Shapes)
{
    private static readonly Field Trace = new("trace", [], IsNamed: false, Kind.Text, IsNullable: false, Place.Member, Inner: null);

    public static Gen<Chain> Of(string name) =>
        from versions in Gen.Shuffle(Enumerable.Range(1, 6).ToArray())
        from count in Gen.Int[1, 4]
        from shapes in Evolution.Shapes.Event.Array[count]
        select new Chain(name, [.. versions.Take(count).Order()], [.. shapes.Select(static shape => new Shape([.. shape.Fields, Trace]))]);

    public int Newest => Versions[^1];

    /// <summary>The record that a stored version is read by: its own, or that of the next version that has one.</summary>
    public int RecordOf(int version) => Enumerable.Range(0, Versions.Count).First(i => Versions[i] >= version);

    /// <summary>The rules of docs/events.md, said a second time.</summary>
    /// <returns>Null where the version is not known yet.</returns>
    public Verdict? Read(int version, string payload)
    {
        if (version > Newest) return null;
        var record = RecordOf(version);
        var read = ShapeRules.Read(Shapes[record], payload);
        if (read.Written is null || record == Versions.Count - 1) return read;
        using var json = JsonDocument.Parse(read.Written);
        var trace = json.RootElement.GetProperty(Trace.Name).GetString() + string.Concat(Versions.Skip(record + 1));
        var fields = Shapes[^1].Fields.Select(field => $"\"{field.Name}\":{(field == Trace ? $"\"{trace}\"" : ShapeRules.New(field))}");
        return new($"{{{string.Join(",", fields)}}}", null);
    }

    public string Source => string.Concat(Versions.Select((version, i) =>
    {
        var upcast = i == 0
            ? ""
            : $" static {TypeOf(i)} Upcast({TypeOf(i - 1)} old) => "
                + $"{ShapeSource.New(Shapes[i], TypeOf(i), $"TRACE = old.TRACE + \"{version}\"")};";
        return ShapeSource.Of(Shapes[i], $"Event(\"{Name}\", Version = {version})", TypeOf(i), upcast);
    }));

    private string TypeOf(int i) => $"{Name.ToUpperInvariant()}V{Versions[i]}";
}
