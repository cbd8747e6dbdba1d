#nullable enable
using System.Collections.Immutable;
using Opossum.Typed.CompilerServices;

namespace Opossum.Typed.Tests.Library;

/// <remarks>The table <c>branches</c>: a row for each <c>branch:{Name}</c>.</remarks>
partial record Branch : IReadModel<Branch, BranchId>
{
    /// <summary>The address of a row.</summary>
    public static RowKey<Branch, BranchId> At(BranchId name) => new(name);

    static ReadModelShape IReadModel<Branch>.Shape => new()
    {
        Name = "branches",
        Logic = "3bb47edf7c9018f6",
        Columns =
        [
            new("name", ColumnType.Text) { IsKey = true },
            new("books", ColumnType.Json),
            new("last_loss", ColumnType.Text) { IsNullable = true },
        ],
        TagKeys = ["branch"],
        Events =
        [
            new(EventDescriptor.Of<BookBought>(), Decode: true),
            new(EventDescriptor.Of<BooksMoved>(), Decode: true),
        ],
    };

    static void IReadModel<Branch, BranchId>.Route(ref ProjectedEvent e, ref RowKeys<BranchId> keys)
    {
        foreach (var name in e.Tags("branch"u8)) keys.Add(new(name.ToText()));
    }

    static Branch? IReadModel<Branch, BranchId>.Apply(Branch? row, BranchId key, ref ProjectedEvent e)
    {
        if (e.Is<BookBought>()) return On(row, e.Event<BookBought>());
        if (e.Is<BooksMoved>()) return On(row, e.Event<BooksMoved>());
        return row;
    }

    static BranchId IReadModel<Branch, BranchId>.KeyOf(Branch row) => row.Name;

    static void IReadModel<Branch, BranchId>.WriteKey<TWriter>(BranchId key, ref TWriter columns) => columns.Write(key.Name);

    static void IReadModel<Branch, BranchId>.Write<TWriter>(Branch row, ref TWriter columns)
    {
        columns.Write(row.Name.Name);
        JsonColumn.Write(row.Books, Codec.WriteBookIds, "branches", ref columns);
        if (row.LastLoss is { } lastLoss) columns.Write(Codec.NameOf(lastLoss));
        else columns.WriteNull();
    }

    static Branch IRow<Branch>.Read<TReader>(ref TReader columns) => new(
        new(columns.ReadText()),
        JsonColumn.Read<ImmutableArray<BookId>>(columns.ReadJson(), Codec.TryReadBookIds, Codec.ReadBookIds, "branches"),
        columns.TryReadNull() ? null : Codec.LossReasonOf(columns.ReadText()));

    static int IReadModel<Branch, BranchId>.Compare(BranchId left, BranchId right) => string.CompareOrdinal(left.Name, right.Name);

    static ImmutableArray<Tag> IReadModel<Branch, BranchId>.TagsOf(BranchId key) => [Tag.Of(key)];
}

/// <summary>Reads and writes what the row holds, as the codecs of events do.</summary>
file static class Codec
{
    public static void WriteBookIds(ImmutableArray<BookId> value, ref JsonEventWriter json)
    {
        if (value.IsDefault)
        {
            json.Write(default(string)!); // refuses it, naming the field
            return;
        }

        for (var i = 0; i < value.Length; i++)
        {
            json.Raw(i == 0 ? "[\""u8 : "\",\""u8);
            json.Write(value[i].Value);
        }

        json.Raw(value.Length == 0 ? "[]"u8 : "\"]"u8);
    }

    public static bool TryReadBookIds(ref JsonEventReader json, out ImmutableArray<BookId> value)
    {
        value = default;
        if (json.TryConsume("[]"u8))
        {
            value = [];
            return true;
        }

        if (!json.TryConsume("[\""u8)) return false;
        var items = new ItemBuffer<BookId>();
        do
        {
            if (!json.TryRead(out Guid item)) return false;
            items.Add(new(item));
        }
        while (json.TryConsume("\",\""u8));

        if (!json.TryConsume("\"]"u8)) return false;
        value = items.ToImmutableArray();
        return true;
    }

    public static ImmutableArray<BookId> ReadBookIds(ref JsonFieldReader json)
    {
        var items = new ItemBuffer<BookId>();
        json.StartArray();
        while (json.NextItem()) items.Add(new(json.ReadGuid()));
        return items.ToImmutableArray();
    }

    public static string NameOf(LossReason value) => value switch
    {
        LossReason.Stolen => "Stolen",
        LossReason.Worn => "Worn",
        _ => throw new ArgumentException("A value of LossReason has no name, and only named members can be stored."),
    };

    public static LossReason LossReasonOf(string name) => name switch
    {
        "Stolen" => LossReason.Stolen,
        "Worn" => LossReason.Worn,
        _ => throw new FormatException("A column holds no LossReason."),
    };
}
