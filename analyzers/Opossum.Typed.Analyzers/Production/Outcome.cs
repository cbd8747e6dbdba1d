namespace Opossum.Typed.Analyzers.Production;

/// <summary>What an expression can come to in production, as a set. An expression that nothing is known of can come to anything.</summary>
[Flags]
internal enum Outcome
{
    None = 0,
    True = 1,
    False = 2,
    Null = 4,
    Other = 8,
    Anything = True | False | Null | Other,
    TrueOrFalse = True | False,
}

/// <summary>The operators of C#, on sets of outcomes.</summary>
internal static class OutcomeOperators
{
    public static Outcome Of(object? constant) => constant switch
    {
        true => Outcome.True,
        false => Outcome.False,
        null => Outcome.Null,
        _ => Outcome.Other,
    };

    public static Outcome Of(bool value) => value ? Outcome.True : Outcome.False;

    public static bool Has(this Outcome outcomes, Outcome one) => (outcomes & one) != 0;

    public static Outcome Not(Outcome operand)
    {
        var rest = operand & ~Outcome.TrueOrFalse;
        if (operand.Has(Outcome.True)) rest |= Outcome.False;
        if (operand.Has(Outcome.False)) rest |= Outcome.True;
        return rest;
    }

    public static Outcome OrDefault(Outcome nullable) => nullable.Has(Outcome.Null) ? (nullable & ~Outcome.Null) | Outcome.False : nullable;

    public static Outcome And(Outcome left, Outcome right)
    {
        if (left == Outcome.False || right == Outcome.False) return Outcome.False;
        return left == Outcome.True && right == Outcome.True ? Outcome.True : Outcome.Anything;
    }

    public static Outcome Or(Outcome left, Outcome right) => Not(And(Not(left), Not(right)));

    public static Outcome AreEqual(Outcome left, Outcome right)
    {
        if (left.Has(Outcome.Other) && right.Has(Outcome.Other)) return Outcome.TrueOrFalse;
        var result = Outcome.None;
        if ((left & right) != 0) result |= Outcome.True;
        if (left != right || !IsSingle(left)) result |= Outcome.False;
        return result;
    }

    private static bool IsSingle(Outcome outcomes) => (outcomes & (outcomes - 1)) == 0;
}
