using Opossum.Typed.Generators.Model;

namespace Opossum.Typed.Analyzers.Contract;

/// <summary>What a change of a field's type does to the values that are stored: the higher the number, the worse.</summary>
internal enum TypeChange
{
    /// <summary>All of them are read.</summary>
    Fits = 0,

    /// <summary>Some are null, and that can't be read any more.</summary>
    LosesNull = 1,

    /// <summary>Some are numbers or texts that the new type does not have.</summary>
    Narrows = 2,

    /// <summary>They are something else.</summary>
    Differs = 3,
}

/// <summary>Compares the type that has shipped with that of today.</summary>
internal static class TypeChanges
{
    /// <param name="shipped">The type of what is stored.</param>
    /// <param name="today">The type that it is read as.</param>
    /// <param name="needsNoCase">Whether a value that does not say which record it is can be read.</param>
    public static TypeChange Between(ContractType shipped, ContractType today, bool needsNoCase)
    {
        if (shipped.IsNullable && !today.IsNullable)
            return Worst(TypeChange.LosesNull, Between(shipped with { IsNullable = false }, today, needsNoCase));
        if (TypeNames.Scalar(today.Leaf) == ScalarKind.JsonElement) return TypeChange.Fits;
        return (shipped, today) switch
        {
            ({ Key: { } oldKey, Item: { } oldItem }, { Key: { } key, Item: { } item }) =>
                Worst(Between(oldKey, key, needsNoCase), Between(oldItem, item, needsNoCase)),
            ({ Key: null, Item: { } oldItem }, { Key: null, Item: { } item }) => Between(oldItem, item, needsNoCase),
            ({ Item: null }, { Item: null }) => Between(shipped.Leaf, today.Leaf, needsNoCase),
            _ => TypeChange.Differs,
        };
    }

    private static TypeChange Between(string shipped, string today, bool needsNoCase)
    {
        if (shipped == today) return TypeChange.Fits;
        if (shipped == TypeNames.Record && TypeNames.IsCases(today)) return needsNoCase ? TypeChange.Fits : TypeChange.Differs;
        if (shipped == TypeNames.Enum) return TypeNames.Scalar(today) == ScalarKind.String ? TypeChange.Fits : TypeChange.Differs;
        if (TypeNames.Scalar(shipped) is not { } old) return TypeChange.Differs;
        if (today == TypeNames.Enum) return old == ScalarKind.String || old.IsWhole() ? TypeChange.Narrows : TypeChange.Differs;
        return TypeNames.Scalar(today) is { } kind ? Between(old, kind) : TypeChange.Differs;
    }

    private static TypeChange Between(ScalarKind shipped, ScalarKind today)
    {
        if (shipped.IsNumber() && today.IsNumber())
            return NumberRange.Of(today).Holds(NumberRange.Of(shipped)) ? TypeChange.Fits : TypeChange.Narrows;

        // Text takes whatever is between quotes; the other way round some of it is nothing else.
        if (shipped.IsQuoted() && today == ScalarKind.String) return TypeChange.Fits;
        return shipped == ScalarKind.String && today.IsQuoted() ? TypeChange.Narrows : TypeChange.Differs;
    }

    private static TypeChange Worst(TypeChange one, TypeChange other) => one > other ? one : other;
}
