using System.Text;

namespace Opossum.Typed.Generators.Tests.Composed;

/// <summary>
/// Composes types as C# developers write them, at times with what can't be stored. What a type must lose on purpose is called
/// <c>Ignored…</c>; a method called <c>Change…</c> changes state in ways that its constructor does not know.
/// </summary>
/// <param name="dice">The choices.</param>
/// <param name="foreign">Types of another assembly.</param>
/// <param name="oddity">About one choice in as many is unusual.</param>
/// <param name="isSeen">False for types that only their metadata tells of: there, no class shows its private state.</param>
internal sealed class TypeComposer(Dice dice, IReadOnlyList<string> foreign, int oddity, bool isSeen = true)
{
    public bool IsSeen => isSeen;

    private static readonly string[] Scalars =
    [
        "byte", "sbyte", "short", "ushort", "int", "uint", "long", "ulong", "float", "double", "decimal", "bool", "char", "string",
        "string", "Guid", "DateTimeOffset", "DateTime", "DateOnly", "TimeOnly", "TimeSpan", "byte[]", "ReadOnlyMemory<byte>", "Half",
        "Int128", "UInt128", "System.Numerics.BigInteger", "Uri", "Version", "System.Text.Json.JsonElement",
    ];

    private static readonly string[] Odd =
    [
        "object", "IEnumerable<int>", "Func<int>", "int[,]", "nint", "System.Text.Json.JsonDocument", "Tuple<int, string>", "ISet<int>",
        "IList<int>", "Dictionary<double, int>", "SortedSet<Version[]>", "Exception", "KeyValuePair<string, int>", "Lazy<int>",
        "List<dynamic>", "Queue<int>", "Type",
    ];

    private readonly StringBuilder _types = new();
    private int _count;

    /// <summary>The types that have been composed beside the one that was asked for.</summary>
    public string Types => _types.ToString();

    /// <summary>Tag types, which have files of their own.</summary>
    public List<(string Name, string Source)> TagTypes { get; } = [];

    public bool IsOdd => dice.OneIn(oddity);

    public string Name(string prefix) => prefix + _count++;

    public string Type(int depth)
    {
        if (IsOdd && dice.OneIn(3)) return dice.Of(Odd);
        var type = depth > 0 && dice.OneIn(2) ? Composite(depth - 1) : dice.Of(Scalars);
        return dice.OneIn(5) ? type + "?" : type;
    }

    /// <summary>What can be a key, or is in a set.</summary>
    private string Key() => dice.Below(7) switch
    {
        0 => Enum(),
        1 => TagType(),
        2 => ValueObject(),
        _ => dice.Of("string", "int", "Guid", "long", "byte"),
    };

    private string Composite(int depth) => dice.Below(20) switch
    {
        0 => $"List<{Type(depth)}>",
        1 => $"IReadOnlyList<{Type(depth)}>",
        2 => $"IReadOnlyCollection<{Type(depth)}>",
        3 => $"ImmutableArray<{Type(depth)}>",
        4 => $"ImmutableList<{Type(depth)}>",
        5 => Type(depth) is var item && item.EndsWith(']') ? $"List<{item}>" : item + "[]",
        6 => $"{dice.Of("HashSet", "IReadOnlySet", "SortedSet", "ImmutableHashSet", "ImmutableSortedSet")}"
            + $"<{dice.Of("string", "int", Key())}>",
        7 or 8 => $"{dice.Of("Dictionary", "IReadOnlyDictionary", "SortedDictionary", "ImmutableDictionary", "ImmutableSortedDictionary")}"
            + $"<{dice.Of("string", "int", Key())}, {Type(depth)}>",
        9 => $"({Type(depth)} X, {Type(depth)} Y)",
        10 => $"({Type(depth)}, {Type(depth)} Second, {Type(depth)})",
        11 => Enum(),
        12 => TagType(),
        13 => ValueObject(),
        14 => Cases(depth),
        15 when foreign.Count > 0 => dice.Of([.. foreign]),
        _ => Record(depth),
    };

    private string Enum()
    {
        var name = Name("Kind");
        Append($"public enum {name}{dice.Of("", "", " : byte", " : long")} {{ A, B = 5, {(dice.OneIn(4) ? "C = 5" : "C")} }}\n");
        return name;
    }

    private string TagType()
    {
        var name = Name("Id");
        var value = dice.Of("Guid", "string", "int", "long");
        var odd = IsOdd;
        TagTypes.Add((name, $"[Tag(\"{name}\")] public " + (odd ? dice.Below(9) : dice.Below(3)) switch
        {
            0 => $"readonly partial record struct {name}({value} Value);\n",
            1 => $"readonly partial record struct {name} {{ public {name}({value} value) => Value = value; "
                + $"public {value} Value {{ get; }} }}\n",
            2 => $"readonly partial record struct {name} {{ private {name}({value} v) => Value = v; public {value} Value {{ get; }} "
                + $"[EventConstructor] public static {name} Of({value} value) => new(value); }}\n",
            3 => $"partial record struct {name}({value} Value);\n",
            4 => $"readonly record struct {name}({value} Value);\n",
            5 => $"readonly partial record struct {name}({value} Value, int Other);\n",
            6 => $"readonly partial record struct {name}({dice.Of("double", "string?", "DateTime", "char", "bool")} Value);\n",
            7 => $"readonly partial record struct {name}({value} Value) {{ private readonly int _other = 3; }}\n",
            _ => $"readonly partial struct {name} {{ public {name}({value} value) => Value = value; public {value} Value {{ get; }} }}\n",
        }));
        return name;
    }

    /// <summary>A value object: one value behind a constructor, a factory or neither.</summary>
    private string ValueObject()
    {
        var name = Name("Value");
        var value = dice.Of("string", "int", "decimal", "Guid");
        var made = value == "string" ? "v.Trim()" : "v";
        var given = $"public {value} Value {{ get; }}";
        Append("public " + (IsOdd ? dice.Below(10) : dice.Below(4)) switch
        {
            0 => $"readonly record struct {name}({value} Value);\n",
            1 => $"readonly record struct {name} {{ private {name}({value} v) => Value = v; {given} "
                + $"[EventConstructor] public static {name} Of({value} value) => new(value); }}\n",
            2 => $"sealed record {name} {{ private {name}({value} v) => Value = {made}; {given} "
                + $"[EventConstructor] internal static {name} Of({value} value) => new(value); }}\n",
            3 => $"sealed class {name} {{ [EventConstructor] public {name}({value} value) => Value = value; {given} }}\n",
            4 => $"readonly record struct {name} {{ private readonly {value} _v; private {name}({value} v) => _v = v; "
                + $"public static {name} Of({value} value) => new(value); }}\n",
            5 => $"readonly record struct {name} {{ public {name}({value} value) => Value = value; internal {value} Value {{ get; }} }}\n",
            6 => $"readonly record struct {name}({value} Value) {{ private readonly int _length = 4; public int Length => _length; }}\n",
            7 => $"readonly struct {name} {{ public {name}({value} value) => Value = value; {given} }}\n",
            8 => $"sealed record {name} {{ private readonly {value} _v; [EventConstructor] public {name}({value} value) => _v = value; "
                + $"public {value} Value => {(value == "int" ? "_v + 1" : "_v")}; }}\n",
            _ => $"record struct {name} {{ private {value} _v; public {value} Value {{ readonly get => _v; init => _v = value; }} "
                + $"public void ChangeValue({value} v) => _v = v; }}\n",
        });
        return name;
    }

    private string Cases(int depth)
    {
        var name = Name("Case");
        var (a, b) = (name + "A", name + "B");
        var isInterface = dice.OneIn(3);
        var lists = $"[System.Text.Json.Serialization.JsonDerivedType(typeof({a}), \"a\")] "
            + (IsOdd ? "" : $"[System.Text.Json.Serialization.JsonDerivedType(typeof({b}), {dice.Of("\"b\"", "2")})] ");
        var common = Type(0);
        Append(lists + (isInterface ? $"public interface {name};\n" : $"public abstract record {name}({common} Common);\n"));
        foreach (var each in (string[])[a, b])
            Append($"public sealed record {each}({common} Common, {Type(depth)} Own{(IsOdd ? ", int Own2, string " + "own" : "")}) "
                + $": {name}{(isInterface ? "" : "(Common)")};\n");
        return name;
    }

    /// <summary>A record, or a class or struct that is stored like one.</summary>
    public string Record(int depth)
    {
        var name = Name("Part");
        var form = dice.Of("record", "sealed record", "record", "record struct", "readonly record struct");
        var body = new BodyComposer(dice, this, name, form.Contains("readonly"), form.Contains("struct"));
        Append(body.Compose(depth, $"public {form}"));
        return name;
    }

    public void Append(string types) => _types.Append(types);
}
