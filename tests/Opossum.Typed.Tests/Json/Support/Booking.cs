using System.Text.Json.Serialization;

namespace Opossum.Typed.Tests.Json;

/// <summary>An event with every primitive type, a nested record, a list and a nullable member.</summary>
internal sealed record Booking(
    Guid Id,
    string Name,
    DateTimeOffset At,
    int Seats,
    long Views,
    double Ratio,
    decimal Price,
    bool Paid,
    Address Home,
    IReadOnlyList<Line> Lines,
    string? Note = null)
{
    public static Booking Sample { get; } = new(
        new("6f9619ff-8b86-d011-b42d-00cf4fc964ff"), "Ada \"Byron\" Lovelace",
        new(2026, 11, 23, 9, 51, 16, 123, 456, TimeSpan.FromMinutes(-330)), -42, 9_007_199_254_740_993, 0.75, 19.90m, true,
        new("Saint James’s Square", 12), [new("tea", 1.50m), new("\tscones", 0m)], "introducción");
}

internal sealed record Address(string Street, int Number);

[method: JsonConstructor]
internal readonly record struct Line(string Sku, decimal Price);
