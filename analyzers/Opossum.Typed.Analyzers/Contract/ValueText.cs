using Opossum.Typed.Generators.Collections;
using Opossum.Typed.Generators.Model;

namespace Opossum.Typed.Analyzers.Contract;

/// <summary>A field's value as the contract writes it: its type, and the names of the enums in it.</summary>
internal sealed class ValueText
{
    private readonly EquatableArray<TypeSpec> _types;
    private readonly List<string> _enumNames = [];
    private readonly List<string> _keyNames = [];

    public ValueText(EquatableArray<TypeSpec> types, ValueSpec value)
    {
        _types = types;
        Type = TypeOf(value, _enumNames);
    }

    public ContractType Type { get; }

    public IReadOnlyList<string> EnumNames => _enumNames;

    public IReadOnlyList<string> KeyNames => _keyNames;

    private ContractType TypeOf(ValueSpec value, List<string> names)
    {
        var type = _types[value.Type] switch
        {
            ScalarSpec scalar => Leaf(TypeNames.Of(scalar.Kind)),
            WrapperSpec wrapper => Leaf(TypeNames.Of(wrapper.Kind)),
            EnumSpec @enum => Enum(@enum, names),
            ListSpec list => new() { Item = TypeOf(list.Item, names) },
            MapSpec map => new() { Key = TypeOf(new(map.Key, IsNullable: false), _keyNames), Item = TypeOf(map.Item, names) },
            CasesSpec cases => Leaf(TypeNames.OfCases(cases.Discriminator)),
            ConvertedSpec => Leaf(TypeNames.Converted),
            _ => Leaf(TypeNames.Record),
        };
        return type with { IsNullable = value.IsNullable };
    }

    private static ContractType Leaf(string leaf) => new() { Leaf = leaf };

    private static ContractType Enum(EnumSpec type, List<string> names)
    {
        names.AddRange(type.Helper.Members.Select(static member => member.Text).Except(names, StringComparer.Ordinal).ToArray());
        return Leaf(TypeNames.Enum);
    }
}
