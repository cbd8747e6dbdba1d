using Microsoft.CodeAnalysis;
using Opossum.Typed.Generators.Collections;
using Opossum.Typed.Generators.Model;
using Opossum.Typed.Generators.Text;

namespace Opossum.Typed.Generators.Parsing;

/// <summary>
/// Reads how the state of a decision model is stored in a snapshot. Every field is: what an event may leave out of its payload would be
/// missing in the fold that goes on from there. So what is not brought back as it was refuses the model.
/// </summary>
internal sealed class StateParser(INamedTypeSymbol model, ParseContext context)
{
    private readonly TypeTable _types = new(context.Silent, []);
    private readonly HashSet<ITypeSymbol> _checked = new(SymbolEqualityComparer.Default);

    /// <returns>Null when the state can't be stored.</returns>
    public StateSpec? Parse()
    {
        var (fields, isWhole) = (new List<StateFieldSpec>(), true);
        if (Captures(model)) return Refuse();
        foreach (var field in FieldsOf(model))
        {
            var member = field.AssociatedSymbol ?? field;
            using var scope = context.At(member);
            if (!CanBeSet(field)) isWhole = context.Refuse(RefusalKind.FixedState, member);
            else if (Add(field.Type) is { } value) fields.Add(new(Identifiers.Escape(member.Name), value));
            else isWhole = context.Refuse(RefusalKind.UnstoredState, member, field.Type);
        }

        return !isWhole ? null : new()
        {
            Fields = fields.ToEquatableArray(),
            Types = _types.Types,
            Codec = HelperNames.Codec(model, context),
        };
    }

    private ValueSpec? Add(ITypeSymbol type)
    {
        if (type.IsReferenceType) type = type.WithNullableAnnotation(NullableAnnotation.Annotated);
        if (!IsWhole(type) || _types.Add(MemberClassifier.Classify(type, context.Compilation)) is not { } value) return null;

        // What a converter writes is what its events say, and need not be all that the value holds.
        return _types.Types.OfType<ConvertedSpec>().Any() ? null : value;
    }

    /// <summary>False if a type holds something, or something in it does, that its codec leaves out.</summary>
    private bool IsWhole(ITypeSymbol type)
    {
        if (!_checked.Add(type)) return true;
        var classified = MemberClassifier.Classify(type, context.Compilation);
        switch (classified.Kind)
        {
            case MemberKind.Scalar or MemberKind.Enum:
                return true;
            case MemberKind.List:
                return IsWhole(classified.Item!);
            case MemberKind.Map:
                return IsWhole(classified.Key!) && IsWhole(classified.Item!);
            case MemberKind.Tuple:
                return ((INamedTypeSymbol)classified.Type).TupleElements.All(each => IsWhole(each.Type));
            case MemberKind.Record or MemberKind.Tag:
                var record = (INamedTypeSymbol)classified.Type;
                if (Captures(record)) return false;
                if (StoredMembers.Read(record, context.Silent) is not { } members) return false;
                return FieldsOf(record).All(field => IsWhole(field.Type)
                    && members.Any(member => SymbolEqualityComparer.Default.Equals(member.Property, PropertyOf(field))));
            default:
                return false;
        }
    }

    /// <summary>By <c>with</c>, from inside the model: what is read-only could be given by its constructor alone.</summary>
    private static bool CanBeSet(IFieldSymbol field) => field.AssociatedSymbol switch
    {
        IPropertySymbol { SetMethod: not null, IsRequired: false } => true,
        null => field is { IsReadOnly: false, IsImplicitlyDeclared: false },
        _ => false,
    };

    /// <summary>A parameter that its methods use is a field without a name.</summary>
    private static bool Captures(INamedTypeSymbol type) => CapturedParameters.TypesOf(type).Any();

    private StateSpec? Refuse()
    {
        context.Refuse(RefusalKind.NotKept, model);
        return null;
    }

    /// <summary>Metadata tells it by the name alone.</summary>
    private static IPropertySymbol? PropertyOf(IFieldSymbol field)
    {
        const string Behind = ">k__BackingField";
        if (field.AssociatedSymbol is IPropertySymbol property) return property;
        return field.Name.StartsWith("<", StringComparison.Ordinal) && field.Name.EndsWith(Behind, StringComparison.Ordinal)
            ? field.ContainingType.GetMembers(field.Name.Substring(1, field.Name.Length - 1 - Behind.Length))
                .OfType<IPropertySymbol>()
                .FirstOrDefault()
            : null;
    }

    private static IEnumerable<IFieldSymbol> FieldsOf(INamedTypeSymbol type) =>
        type.GetMembers().OfType<IFieldSymbol>().Where(static field => field is { IsStatic: false, IsConst: false });
}
