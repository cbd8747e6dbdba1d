using Opossum.Typed.CompilerServices;

namespace Opossum.Typed.Tests.Json;

/// <summary>What the generator is to emit for <see cref="Booking"/>, by hand.</summary>
internal static class BookingCodec
{
    public const string EventName = "seats-booked";

    public static byte[] Write(Booking e)
    {
        using var output = new EncodingBuffer();
        Write(e, output);
        return output.Written.ToArray();
    }

    public static void Write(Booking e, EncodingBuffer output)
    {
        var json = new JsonEventWriter(output, EventName);
        Write(e, ref json);
        json.Complete();
    }

    public static Booking Read(ReadOnlySpan<byte> utf8)
    {
        var json = new JsonEventReader(utf8, EventName);
        if (TryReadPredicted(ref json, out var e)) return e;
        var any = json.AnyOrder();
        e = ReadAnyOrder(ref any);
        any.End();
        return e;
    }

    public static bool TryReadPredicted(ReadOnlySpan<byte> utf8)
    {
        var json = new JsonEventReader(utf8, EventName);
        return TryReadPredicted(ref json, out _);
    }

    public static Booking ReadTolerantly(ReadOnlySpan<byte> utf8)
    {
        var any = new JsonEventReader(utf8, EventName).AnyOrder();
        var e = ReadAnyOrder(ref any);
        any.End();
        return e;
    }

    private static void Write(Booking e, ref JsonEventWriter json)
    {
        json.Raw("{\"id\":\""u8);
        json.Write(e.Id);
        json.Raw("\",\"name\":\""u8);
        json.Write(e.Name);
        json.Raw("\",\"at\":\""u8);
        json.Write(e.At);
        json.Raw("\",\"seats\":"u8);
        json.Write(e.Seats);
        json.Raw(",\"views\":"u8);
        json.Write(e.Views);
        json.Raw(",\"ratio\":"u8);
        json.Write(e.Ratio);
        json.Raw(",\"price\":"u8);
        json.Write(e.Price);
        json.Raw(",\"paid\":"u8);
        json.Write(e.Paid);
        json.Raw(",\"home\":{\"street\":\""u8);
        json.Write(e.Home.Street);
        json.Raw("\",\"number\":"u8);
        json.Write(e.Home.Number);
        json.Raw("},\"lines\":["u8);
        for (var i = 0; i < e.Lines.Count; i++)
        {
            if (i > 0) json.Raw(","u8);
            json.Raw("{\"sku\":\""u8);
            json.Write(e.Lines[i].Sku);
            json.Raw("\",\"price\":"u8);
            json.Write(e.Lines[i].Price);
            json.Raw("}"u8);
        }

        json.Raw("],\"note\":"u8);
        if (e.Note is null) json.Raw("null"u8);
        else
        {
            json.Raw("\""u8);
            json.Write(e.Note);
            json.Raw("\""u8);
        }

        json.Raw("}"u8);
    }

    private static bool TryReadPredicted(ref JsonEventReader json, out Booking e)
    {
        e = null!;
        string? note = null;
        if (!json.TryConsume("{\"id\":\""u8) || !json.TryRead(out Guid id)
            || !json.TryConsume("\",\"name\":\""u8) || !json.TryRead(out string? name)
            || !json.TryConsume("\",\"at\":\""u8) || !json.TryRead(out DateTimeOffset at)
            || !json.TryConsume("\",\"seats\":"u8) || !json.TryRead(out int seats)
            || !json.TryConsume(",\"views\":"u8) || !json.TryRead(out long views)
            || !json.TryConsume(",\"ratio\":"u8) || !json.TryRead(out double ratio)
            || !json.TryConsume(",\"price\":"u8) || !json.TryRead(out decimal price)
            || !json.TryConsume(",\"paid\":"u8) || !json.TryRead(out bool paid)
            || !json.TryConsume(",\"home\":{\"street\":\""u8) || !json.TryRead(out string? street)
            || !json.TryConsume("\",\"number\":"u8) || !json.TryRead(out int number)
            || !json.TryConsume("},\"lines\":"u8) || !TryReadLines(ref json, out var lines)
            || !json.TryConsume(",\"note\":"u8)) return false;
        if (!json.TryConsume("null"u8) && (!json.TryConsume("\""u8) || !json.TryRead(out note) || !json.TryConsume("\""u8))) return false;
        if (!json.TryConsumeEnd("}"u8)) return false;
        e = new(id, name, at, seats, views, ratio, price, paid, new(street, number), lines, note);
        return true;
    }

    private static bool TryReadLines(ref JsonEventReader json, out List<Line> lines)
    {
        lines = [];
        if (json.TryConsume("[]"u8)) return true;
        if (!json.TryConsume("["u8)) return false;
        do
        {
            if (!json.TryConsume("{\"sku\":\""u8)
                || !json.TryRead(out string? sku)
                || !json.TryConsume("\",\"price\":"u8)
                || !json.TryRead(out decimal price)
                || !json.TryConsume("}"u8)) return false;
            lines.Add(new(sku, price));
        }
        while (json.TryConsume(","u8));
        return json.TryConsume("]"u8);
    }

    private static Booking ReadAnyOrder(ref JsonFieldReader json)
    {
        Guid id = default;
        string name = "";
        DateTimeOffset at = default;
        int seats = 0;
        long views = 0;
        double ratio = 0;
        decimal price = 0;
        bool paid = false;
        Address home = null!;
        List<Line> lines = [];
        string? note = null;
        ulong seen = 0;
        json.StartObject();
        while (json.NextField())
        {
            if (json.TryField("id"u8)) (id, seen) = (json.ReadGuid(), seen | 1);
            else if (json.TryField("name"u8)) (name, seen) = (json.ReadString(), seen | 2);
            else if (json.TryField("at"u8)) (at, seen) = (json.ReadDateTimeOffset(), seen | 4);
            else if (json.TryField("seats"u8)) (seats, seen) = (json.ReadInt32(), seen | 8);
            else if (json.TryField("views"u8)) (views, seen) = (json.ReadInt64(), seen | 16);
            else if (json.TryField("ratio"u8)) (ratio, seen) = (json.ReadDouble(), seen | 32);
            else if (json.TryField("price"u8)) (price, seen) = (json.ReadDecimal(), seen | 64);
            else if (json.TryField("paid"u8)) (paid, seen) = (json.ReadBoolean(), seen | 128);
            else if (json.TryField("home"u8)) (home, seen) = (ReadAddress(ref json), seen | 256);
            else if (json.TryField("lines"u8)) (lines, seen) = (ReadLines(ref json), seen | 512);
            else if (json.TryField("note"u8)) note = json.IsNull ? null : json.ReadString();
            else json.Skip();
        }

        json.Require(seen, 0b11_1111_1111, "id", "name", "at", "seats", "views", "ratio", "price", "paid", "home", "lines");
        return new(id, name, at, seats, views, ratio, price, paid, home, lines, note);
    }

    private static Address ReadAddress(ref JsonFieldReader json)
    {
        var street = "";
        var number = 0;
        ulong seen = 0;
        json.StartObject();
        while (json.NextField())
        {
            if (json.TryField("street"u8)) (street, seen) = (json.ReadString(), seen | 1);
            else if (json.TryField("number"u8)) (number, seen) = (json.ReadInt32(), seen | 2);
            else json.Skip();
        }

        json.Require(seen, 0b11, "street", "number");
        return new(street, number);
    }

    private static List<Line> ReadLines(ref JsonFieldReader json)
    {
        var lines = new List<Line>();
        json.StartArray();
        while (json.NextItem())
        {
            var sku = "";
            var price = 0m;
            ulong seen = 0;
            json.StartObject();
            while (json.NextField())
            {
                if (json.TryField("sku"u8)) (sku, seen) = (json.ReadString(), seen | 1);
                else if (json.TryField("price"u8)) (price, seen) = (json.ReadDecimal(), seen | 2);
                else json.Skip();
            }

            json.Require(seen, 0b11, "sku", "price");
            lines.Add(new(sku, price));
        }

        return lines;
    }
}
