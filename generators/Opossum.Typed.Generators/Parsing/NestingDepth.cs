using Opossum.Typed.Generators.Collections;
using Opossum.Typed.Generators.Model;

namespace Opossum.Typed.Generators.Parsing;

/// <summary>Counts the levels of objects and arrays that a payload can have. A reader takes only so many.</summary>
internal sealed class NestingDepth(EquatableArray<TypeSpec> types)
{
    /// <summary>How deep a payload may be, the event's own object included: what the reader of the library takes.</summary>
    public const int Max = 64;

    /// <summary>How deep open data and what a converter writes may be: the writer of the library refuses more.</summary>
    private const int OfOpenValue = 32;

    private readonly Dictionary<int, int> _known = [];

    /// <summary>The levels of a value of one type.</summary>
    public int Of(ValueSpec value)
    {
        if (_known.TryGetValue(value.Type, out var known)) return known;
        _known[value.Type] = 0;
        return _known[value.Type] = types[value.Type] switch
        {
            ConvertedSpec or ScalarSpec { Kind: ScalarKind.JsonElement } => OfOpenValue,
            ListSpec list => 1 + Of(list.Item),
            MapSpec map => 1 + Of(map.Item),
            RecordSpec record => 1 + record.Body.Fields.Select(field => Of(field.Value)).DefaultIfEmpty().Max(),
            CasesSpec cases => cases.Cases.Select(static each => each.Type)
                .Concat(cases.Itself is { } itself ? [itself] : [])
                .Max(index => Of(new ValueSpec(index, IsNullable: false))),
            _ => 0,
        };
    }
}
