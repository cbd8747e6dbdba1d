using CsCheck;
using Opossum.Typed.Tests.Json;

namespace Opossum.Typed.Tests.Generated;

/// <summary>
/// Values over the full range of every type, through generated codecs: what we write, System.Text.Json reads to the same, and the other way
/// round.
/// </summary>
public class ValueTests
{
    private static readonly Gen<(byte B, sbyte Sb, short S, ushort Us, uint U, ulong Ul, float F)> Numbers =
        Gen.Select(Gen.Byte, Gen.SByte, Gen.Short, Gen.UShort, Gen.UInt, Json.Values.UInt64, Json.Values.Single);

    private static readonly Gen<(char C, DateTime T, DateOnly D, TimeOnly O, TimeSpan Ts, byte[] Bytes)> Others =
        Gen.Select(Json.Values.Char, Json.Values.DateTime, Gen.DateOnly, Json.Values.Time, Json.Values.Duration, Gen.Byte.Array[0, 40]);

    private static readonly Gen<MoreScalars> MoreScalars = Gen.Select(Numbers, Others)
        .Select(static (n, o) => new MoreScalars(n.B, n.Sb, n.S, n.Us, n.U, n.Ul, n.F, o.C, o.T, o.D, o.O, o.Ts, o.Bytes));

    private static readonly Gen<Scalars> Scalars = Gen.Select(
        Gen.Select(Json.Values.Int32, Json.Values.Int64, Json.Values.Double, Json.Values.Decimal),
        Gen.Select(Gen.Bool, Json.Values.Text, Gen.Guid, Json.Values.Timestamp))
        .Select(static (n, o) => new Scalars(n.Item1, n.Item2, n.Item3, n.Item4, o.Item1, o.Item2, o.Item3, o.Item4));

    [Fact]
    public void Scalars_survive() => Check(Scalars);

    [Fact]
    public void The_other_scalars_survive() => Check(MoreScalars);

    [Fact]
    public void Scalars_that_may_be_null_survive() => Check(Gen.Select(MoreScalars, Gen.Int[0, (1 << 13) - 1]).Select(static (e, nulls) =>
    {
        bool Is(int field) => (nulls & (1 << field)) == 0;
        return new MoreNullableScalars(
            Is(0) ? e.B : null, Is(1) ? e.Sb : null, Is(2) ? e.S : null, Is(3) ? e.Us : null, Is(4) ? e.U : null, Is(5) ? e.Ul : null,
            Is(6) ? e.F : null, Is(7) ? e.C : null,
            Is(8) ? e.T : null, Is(9) ? e.D : null, Is(10) ? e.O : null, Is(11) ? e.Ts : null, Is(12) ? e.Bytes : null);
    }));

    [Fact]
    public void Lists_of_them_survive() => Check(MoreScalars.List[0, 4].Select(static all => new MoreLists(
        [.. all.Select(static e => e.B)], [.. all.Select(static e => e.Bytes)], [.. all.Select(static e => e.B > 99 ? null : e.Bytes)],
        [.. all.Select(static e => e.Sb)],
        [.. all.Select(static e => e.C)], [.. all.Select(static e => e.B > 99 ? (TimeSpan?)null : e.Ts)], [.. all.Select(static e => e.T)],
        [.. all.Select(static e => e.D)],
        [.. all.Select(static e => new[] { e.F })], [.. all.Select(static e => e.Ul)],
        [.. all.Select(static e => new Email(e.C.ToString()))],
        [.. all.Select(static e => e.B > 99 ? (Day?)null : new Day(e.D))])));

    private static void Check<TEvent>(Gen<TEvent> events) where TEvent : class, IEvent => events.ForAll(
        static e =>
        {
            var contents = Oracle.Contents(Oracle.Read(e.GetType(), Oracle.Write(e)));
            Assert.Equal(contents, Oracle.Contents(Oracle.Read(e.GetType(), Codec.Write(e))));
            Assert.Equal(contents, Oracle.Contents(Codec.Read(e.Descriptor, Codec.Write(e))));
            Assert.Equal(contents, Oracle.Contents(Codec.Read(e.Descriptor, Oracle.Write(e))));
        },
        count: Effort.Of(20_000));
}
