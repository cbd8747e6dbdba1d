using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using Opossum.Typed.Json;

namespace Opossum.Typed.Tests.Generated;

// Values of several types, and values that something else than generated code writes and reads.

[JsonDerivedType(typeof(Circle), "circle")]
[JsonDerivedType(typeof(Polygon), "polygon")]
[JsonDerivedType(typeof(Dot), "dot")]
public abstract record Figure(string Name);

public sealed record Circle(string Name, double Radius) : Figure(Name);

public record Polygon(string Name, IntTag[] Sides) : Figure(Name)
{
    public string? Note { get; init; } = "n";
}

public sealed record Dot() : Figure("dot")
{
    [JsonIgnore]
    public bool IsDot => true;
}

/// <summary>Says by a number what it is, under a name of its own, and may be itself.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(Card), 1)]
[JsonDerivedType(typeof(Transfer), 2)]
public record Payment(decimal Amount);

public sealed record Card(decimal Amount, string Digits) : Payment(Amount);

public sealed record Transfer(decimal Amount, string? Iban) : Payment(Amount)
{
    [JsonIgnore, Ignore]
    public int Tries { get; init; }
}

/// <summary>An interface, and one of its records that lists itself.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "is")]
[JsonDerivedType(typeof(Person), "person")]
[JsonDerivedType(typeof(Firm), "firm")]
public interface IParty;

public sealed record Person(string First, [property: Tag("last")] string Last) : IParty;

[JsonDerivedType(typeof(Firm), "itself")]
public record Firm(TextTag Name) : IParty;

[Event("figures")]
public partial record Figures(Figure Figure, Figure? Perhaps, List<Figure?> More, Circle Circle);

[Event("payments")]
public partial record Payments(Payment Payment, Payment[] More, Dictionary<int, Payment?> Due);

[Event("parties")]
public partial record Parties(IParty Buyer, Dictionary<string, IParty> Others, Firm Firm, Firm? Perhaps);

/// <summary>No codec is generated for it.</summary>
public sealed class Duration(int months, int days)
{
    public int Months => months;

    public int Days => days;
}

/// <summary>As <c>"3m4d"</c>.</summary>
public sealed class DurationConverter : IEventConverter<Duration>
{
    public static bool TryWrite(Duration value, Span<byte> utf8, out int written) =>
        Utf8.TryWrite(utf8, CultureInfo.InvariantCulture, $"\"{value.Months}m{value.Days}d\"", out written);

    public static Duration Read(ReadOnlySpan<byte> utf8)
    {
        var parts = Encoding.UTF8.GetString(utf8).Trim('"').TrimEnd('d').Split('m');
        return utf8[0] == '"' && parts.Length == 2 ? new(Number(parts[0]), Number(parts[1])) : throw new FormatException();
    }

    private static int Number(string text) => int.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
}

[Converter(typeof(TemperatureConverter))]
public readonly struct Temperature(double kelvin)
{
    public double Kelvin => kelvin;
}

/// <summary>As an array, of white space and all.</summary>
public readonly struct TemperatureConverter : IEventConverter<Temperature>
{
    public static bool TryWrite(Temperature value, Span<byte> utf8, out int written) =>
        Utf8.TryWrite(utf8, CultureInfo.InvariantCulture, $" [ {value.Kelvin:R}, \"K\" ] ", out written);

    public static Temperature Read(ReadOnlySpan<byte> utf8)
    {
        var json = new Utf8JsonReader(utf8);
        var isArray = json.Read() && json.TokenType == JsonTokenType.StartArray && json.Read() && json.TokenType == JsonTokenType.Number;
        if (!isArray) throw new FormatException();
        var kelvin = json.GetDouble();
        var isUnit = json.Read() && json.TokenType == JsonTokenType.String && json.ValueTextEquals("K");
        return isUnit && json.Read() && json.TokenType == JsonTokenType.EndArray ? new(kelvin) : throw new FormatException();
    }
}

/// <summary>Only System.Text.Json knows it.</summary>
public sealed class Place
{
    public double Latitude { get; set; }

    public Place? Near { get; set; }

    public Dictionary<string, string>? Any { get; init; }
}

public struct Angle
{
    public int Degrees { get; set; }

    public int? Minutes { get; set; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(Place))]
[JsonSerializable(typeof(Angle))]
internal sealed partial class Places : JsonSerializerContext;

[Event("converted")]
public partial record Converted(
    [Converter(typeof(DurationConverter))] Duration Duration, [Converter(typeof(DurationConverter))] Duration? Perhaps,
    Temperature Temperature, Temperature? Warm, List<Temperature> Past,
    [property: JsonContext(typeof(Places))] Place Place, [JsonContext(typeof(Places))] Place? MaybePlace)
{
    [JsonContext(typeof(Places))]
    public Angle Angle { get; init; } = new() { Degrees = 1 };
}
