using CsCheck;

namespace Opossum.Typed.Generators.Tests.Evolution;

/// <summary>Payloads as a version has written them, or another program that has the same fields.</summary>
internal static class Payloads
{
    /// <summary>Byte for byte what the version's codec writes.</summary>
    public static Gen<string> Written(Shape shape) => Fields(shape, Written).Select(static fields => $"{{{string.Join(",", fields)}}}");

    /// <summary>In another order, with some of the fields twice, left out, or beside others that nobody knows.</summary>
    public static Gen<string> Loose(Shape shape) =>
        from fields in Fields(shape, Loose)
        from again in Fields(shape, Loose)
        from order in Gen.Shuffle(Enumerable.Range(0, fields.Count * 2 + 1).ToArray())
        from count in Gen.Int[Math.Max(0, fields.Count - 1), order.Length]
        let all = (string[])[.. fields, .. again, "\"x\":[{\"a\":1}, null]"]
        select $"{{ {string.Join(" , ", order.Take(count).Select(i => all[i]))} }}";

    private static Gen<IReadOnlyList<string>> Fields(Shape shape, Func<Shape, Gen<string>> inner)
    {
        var fields = Gen.Const((IReadOnlyList<string>)[]);
        foreach (var field in shape.Fields)
        {
            var value = field.IsNullable ? Gen.Frequency((1, Gen.Const("null")), (3, Value(field, inner))) : Value(field, inner);
            fields = Gen.Select(fields, value, (before, text) => (IReadOnlyList<string>)[.. before, $"\"{field.Name}\":{text}"]);
        }

        return fields;
    }

    private static Gen<string> Value(Field field, Func<Shape, Gen<string>> inner) => field.Kind switch
    {
        Kind.Int32 => Gen.OneOfConst("0", "-5", "2147483647"),
        Kind.Int64 => Gen.OneOfConst("0", "12", "-9007199254740993"),
        Kind.Decimal => Gen.OneOfConst("0", "3", "1.50", "-0.125"),
        Kind.Boolean => Gen.OneOfConst("true", "false"),
        Kind.Text => Gen.OneOfConst("\"\"", "\"Low\"", "\"naïve\"", "\"7\""),
        Kind.Level => Gen.OneOfConst("\"Low\"", "\"High\""),
        Kind.Numbers => Gen.OneOfConst("[]", "[1]", "[1,-2]"),
        _ => inner(field.Inner!),
    };
}
