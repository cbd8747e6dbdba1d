namespace Opossum.Typed.Tests.Json;

/// <summary>A payload of one value, for each type that JSON or a text has.</summary>
internal static class Boxes
{
    public static readonly BoxCodec<byte> Byte = new(
        false, static (ref json, value) => json.Write(value), static (ref json, out value) => json.TryRead(out value),
        static (ref json) => json.ReadByte());

    public static readonly BoxCodec<sbyte> SByte = new(
        false, static (ref json, value) => json.Write(value), static (ref json, out value) => json.TryRead(out value),
        static (ref json) => json.ReadSByte());

    public static readonly BoxCodec<short> Int16 = new(
        false, static (ref json, value) => json.Write(value), static (ref json, out value) => json.TryRead(out value),
        static (ref json) => json.ReadInt16());

    public static readonly BoxCodec<ushort> UInt16 = new(
        false, static (ref json, value) => json.Write(value), static (ref json, out value) => json.TryRead(out value),
        static (ref json) => json.ReadUInt16());

    public static readonly BoxCodec<int> Int32 = new(
        false, static (ref json, value) => json.Write(value), static (ref json, out value) => json.TryRead(out value),
        static (ref json) => json.ReadInt32());

    public static readonly BoxCodec<uint> UInt32 = new(
        false, static (ref json, value) => json.Write(value), static (ref json, out value) => json.TryRead(out value),
        static (ref json) => json.ReadUInt32());

    public static readonly BoxCodec<long> Int64 = new(
        false, static (ref json, value) => json.Write(value), static (ref json, out value) => json.TryRead(out value),
        static (ref json) => json.ReadInt64());

    public static readonly BoxCodec<ulong> UInt64 = new(
        false, static (ref json, value) => json.Write(value), static (ref json, out value) => json.TryRead(out value),
        static (ref json) => json.ReadUInt64());

    public static readonly BoxCodec<float> Single = new(
        false, static (ref json, value) => json.Write(value), static (ref json, out value) => json.TryRead(out value),
        static (ref json) => json.ReadSingle());

    public static readonly BoxCodec<double> Double = new(
        false, static (ref json, value) => json.Write(value), static (ref json, out value) => json.TryRead(out value),
        static (ref json) => json.ReadDouble());

    public static readonly BoxCodec<decimal> Decimal = new(
        false, static (ref json, value) => json.Write(value), static (ref json, out value) => json.TryRead(out value),
        static (ref json) => json.ReadDecimal());

    public static readonly BoxCodec<bool> Boolean = new(
        false, static (ref json, value) => json.Write(value), static (ref json, out value) => json.TryRead(out value),
        static (ref json) => json.ReadBoolean());

    public static readonly BoxCodec<char> Char = new(
        true, static (ref json, value) => json.Write(value), static (ref json, out value) => json.TryRead(out value),
        static (ref json) => json.ReadChar());

    public static readonly BoxCodec<string> Text = new(
        true, static (ref json, value) => json.Write(value), static (ref json, out value) => json.TryRead(out value!),
        static (ref json) => json.ReadString());

    public static readonly BoxCodec<Guid> Guid = new(
        true, static (ref json, value) => json.Write(value), static (ref json, out value) => json.TryRead(out value),
        static (ref json) => json.ReadGuid());

    public static readonly BoxCodec<DateTimeOffset> Timestamp = new(
        true, static (ref json, value) => json.Write(value), static (ref json, out value) => json.TryRead(out value),
        static (ref json) => json.ReadDateTimeOffset());

    public static readonly BoxCodec<DateTime> DateTime = new(
        true, static (ref json, value) => json.Write(value), static (ref json, out value) => json.TryRead(out value),
        static (ref json) => json.ReadDateTime());

    public static readonly BoxCodec<DateOnly> Date = new(
        true, static (ref json, value) => json.Write(value), static (ref json, out value) => json.TryRead(out value),
        static (ref json) => json.ReadDateOnly());

    public static readonly BoxCodec<TimeOnly> Time = new(
        true, static (ref json, value) => json.Write(value), static (ref json, out value) => json.TryRead(out value),
        static (ref json) => json.ReadTimeOnly());

    public static readonly BoxCodec<TimeSpan> Duration = new(
        true, static (ref json, value) => json.Write(value), static (ref json, out value) => json.TryRead(out value),
        static (ref json) => json.ReadTimeSpan());

    public static readonly BoxCodec<byte[]> Bytes = new(
        true, static (ref json, value) => json.Write(value), static (ref json, out value) => json.TryRead(out value!),
        static (ref json) => json.ReadBytes());

    public static readonly BoxCodec<ReadOnlyMemory<byte>> Memory = new(
        true, static (ref json, value) => json.Write(value), static (ref json, out value) => json.TryRead(out value!),
        static (ref json) => json.ReadMemory());

    public static readonly BoxCodec<System.Half> Half = new(
        false, static (ref json, value) => json.WriteHalf(value), static (ref json, out value) => json.TryRead(out value),
        static (ref json) => json.ReadHalf());

    public static readonly BoxCodec<System.Int128> Int128 = new(
        false, static (ref json, value) => json.WriteInt128(value), static (ref json, out value) => json.TryRead(out value),
        static (ref json) => json.ReadInt128());

    public static readonly BoxCodec<System.UInt128> UInt128 = new(
        false, static (ref json, value) => json.WriteUInt128(value), static (ref json, out value) => json.TryRead(out value),
        static (ref json) => json.ReadUInt128());

    public static readonly BoxCodec<System.Numerics.BigInteger> BigInteger = new(
        false, static (ref json, value) => json.WriteBigInteger(value), static (ref json, out value) => json.TryRead(out value),
        static (ref json) => json.ReadBigInteger());

    public static readonly BoxCodec<System.Uri> Uri = new(
        true, static (ref json, value) => json.Write(value), static (ref json, out value) => json.TryRead(out value!),
        static (ref json) => json.ReadUri());

    public static readonly BoxCodec<System.Version> Version = new(
        true, static (ref json, value) => json.Write(value), static (ref json, out value) => json.TryRead(out value!),
        static (ref json) => json.ReadVersion());

    public static readonly BoxCodec<System.Text.Json.JsonElement> Element = new(
        false, static (ref json, value) => json.Write(value), static (ref json, out value) => json.TryRead(out value),
        static (ref json) => json.ReadJsonElement());
}
