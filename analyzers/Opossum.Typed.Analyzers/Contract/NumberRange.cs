using Opossum.Typed.Generators.Model;

namespace Opossum.Typed.Analyzers.Contract;

/// <summary>The numbers of a type, as far as it matters whether another type has them all.</summary>
/// <param name="Bits">Up to this many bits every whole number is one of them.</param>
/// <param name="IsSigned">Whether negative ones are, too.</param>
/// <param name="Fraction">0 for whole numbers; else how much of what binary fractions are there are: a decimal has some of its own.</param>
internal readonly record struct NumberRange(int Bits, bool IsSigned, int Fraction)
{
    private const int DecimalFraction = -1;

    public static NumberRange Of(ScalarKind kind) => kind switch
    {
        ScalarKind.Byte => new(8, IsSigned: false, 0),
        ScalarKind.UInt16 => new(16, IsSigned: false, 0),
        ScalarKind.UInt32 => new(32, IsSigned: false, 0),
        ScalarKind.UInt64 => new(64, IsSigned: false, 0),
        ScalarKind.UInt128 => new(128, IsSigned: false, 0),
        ScalarKind.SByte => new(7, IsSigned: true, 0),
        ScalarKind.Int16 => new(15, IsSigned: true, 0),
        ScalarKind.Int32 => new(31, IsSigned: true, 0),
        ScalarKind.Int64 => new(63, IsSigned: true, 0),
        ScalarKind.Int128 => new(127, IsSigned: true, 0),
        ScalarKind.BigInteger => new(int.MaxValue, IsSigned: true, 0),
        ScalarKind.Half => new(11, IsSigned: true, 1),
        ScalarKind.Single => new(24, IsSigned: true, 2),
        ScalarKind.Double => new(53, IsSigned: true, 3),
        _ => new(96, IsSigned: true, DecimalFraction),
    };

    public bool Holds(NumberRange other) => (IsSigned || !other.IsSigned) && Bits >= other.Bits && HoldsFractions(other.Fraction);

    private bool HoldsFractions(int other) => other == 0 || (other == DecimalFraction ? Fraction == DecimalFraction : Fraction >= other);
}
