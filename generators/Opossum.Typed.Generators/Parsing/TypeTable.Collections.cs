using Microsoft.CodeAnalysis;
using Opossum.Typed.Generators.Model;

namespace Opossum.Typed.Generators.Parsing;

/// <summary>The collections among them: each is a type of its own by what it holds.</summary>
internal sealed partial class TypeTable
{
    private const string Generic = "global::System.Collections.Generic.";
    private const string Immutable = "global::System.Collections.Immutable.";

    private int? List(ClassifiedMember member)
    {
        if (Add(MemberClassifier.Classify(member.Item!, context.Compilation)) is not { } item) return null;
        var (type, kind) = (_types[item.Type], member.ListKind);
        var itemReference = Reference(item);
        var itemNoun = (item.IsNullable ? "Nullable" : "") + type.Noun;
        var (reference, noun) = kind switch
        {
            ListKind.Array => (itemReference + "[]", itemNoun + "Array"),
            ListKind.ImmutableArray => ($"{Immutable}ImmutableArray<{itemReference}>", "Immutable" + itemNoun + "Array"),
            ListKind.ReadOnlyList => ($"{Generic}IReadOnlyList<{itemReference}>", "ReadOnly" + itemNoun + "List"),
            ListKind.ReadOnlyCollection => ($"{Generic}IReadOnlyCollection<{itemReference}>", "ReadOnly" + itemNoun + "Collection"),
            ListKind.ReadOnlySet => ($"{Generic}IReadOnlySet<{itemReference}>", "ReadOnly" + itemNoun + "Set"),
            ListKind.List or ListKind.HashSet or ListKind.SortedSet =>
                ($"{Generic}{kind}<{itemReference}>", Noun(kind.ToString(), itemNoun)),
            _ => ($"{Immutable}{kind}<{itemReference}>", Noun(kind.ToString(), itemNoun)),
        };
        if (_byReference.TryGetValue(reference, out var known)) return known;
        var order = kind.IsSorted() || kind == ListKind.ImmutableHashSet ? Order(item) : "";
        if (order is null || (kind.IsSorted() && !IsComparable(member.Item!))) return Refuse(RefusalKind.NoOrder, member.Type);
        return Add(new ListSpec
        {
            Noun = Noun(noun),
            Reference = reference,
            IsValueType = kind == ListKind.ImmutableArray,
            Kind = kind,
            Item = item,
            ItemReference = itemReference,
            ItemHasTags = type.HasTags,
            OrderedBy = order,
            IsOrderedByText = IsText(type),
        });
    }

    private int? Map(ClassifiedMember member)
    {
        var classifiedKey = MemberClassifier.Classify(member.Key!, context.Compilation);
        var (addedKey, addedItem) = (Add(classifiedKey), Add(MemberClassifier.Classify(member.Item!, context.Compilation)));
        if (addedKey is not { } key || addedItem is not { } item) return null;
        if (classifiedKey.IsNullable || !CanBeKey(_types[key.Type])) return Refuse(RefusalKind.NoKey, member.Type);
        var (keyType, itemType, kind) = (_types[key.Type], _types[item.Type], member.MapKind);
        if (kind.IsSorted() && !IsComparable(member.Key!)) return Refuse(RefusalKind.NoOrder, member.Type);
        var arguments = $"<{keyType.Reference}, {Reference(item)}>";
        var reference = kind switch
        {
            MapKind.ReadOnlyDictionary => $"{Generic}IReadOnlyDictionary{arguments}",
            MapKind.Dictionary or MapKind.SortedDictionary => $"{Generic}{kind}{arguments}",
            _ => $"{Immutable}{kind}{arguments}",
        };
        if (_byReference.TryGetValue(reference, out var known)) return known;
        return Add(new MapSpec
        {
            Noun = Noun(Noun(kind.ToString(), (item.IsNullable ? "Nullable" : "") + itemType.Noun + "By" + keyType.Noun)),
            Reference = reference,
            IsValueType = false,
            Kind = kind,
            Key = key.Type,
            KeyReference = keyType.Reference,
            Item = item,
            ItemReference = Reference(item),
            KeyHasTags = keyType.HasTags,
            ItemHasTags = itemType.HasTags,
            OrderedBy = Order(key)!,
            IsOrderedByText = IsText(keyType),
        });
    }

    private string Reference(ValueSpec value) => _types[value.Type].Reference + (value.IsNullable ? "?" : "");

    /// <summary>The item's noun in the middle: <c>ImmutableInt32Set</c>, not <c>Int32ImmutableHashSet</c>.</summary>
    private static string Noun(string kind, string item)
    {
        foreach (var shape in new[] { "Dictionary", "Set", "List" })
        {
            if (kind.EndsWith(shape, StringComparison.Ordinal))
                return kind.Substring(0, kind.Length - shape.Length) + item + (shape == "Dictionary" ? "Map" : shape);
        }

        return item + kind;
    }

    private static bool CanBeKey(TypeSpec type) => type switch
    {
        ScalarSpec scalar => scalar.Kind.CanBeKey(),
        WrapperSpec wrapper => wrapper.Kind.CanBeKey(),
        EnumSpec => true,
        _ => false,
    };

    /// <summary>What a value's order goes by, where it is the same on every machine; null where there is no such order.</summary>
    private string? Order(ValueSpec value) => _types[value.Type] switch
    {
        ScalarSpec { Kind: var kind } when kind.HasOrder() => "",
        EnumSpec => "",
        WrapperSpec wrapper when wrapper.Kind.HasOrder() => (value.IsNullable ? "?." : ".") + wrapper.Member,
        _ => null,
    };

    private static bool IsText(TypeSpec type) => type is ScalarSpec { Kind: ScalarKind.String } or WrapperSpec { Kind: ScalarKind.String };

    /// <summary>Whether a sorted collection takes it without a comparer: a struct of one value only where it says so itself.</summary>
    private static bool IsComparable(ITypeSymbol type)
    {
        if (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable)
            type = nullable.TypeArguments[0];
        return type.TypeKind == TypeKind.Enum || type.AllInterfaces.Any(static each => MemberClassifier.Is(each, KnownSymbols.IComparable));
    }
}
