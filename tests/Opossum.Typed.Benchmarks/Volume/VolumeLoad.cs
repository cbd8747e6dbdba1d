using System.Globalization;
using System.Text;

namespace Opossum.Typed.Benchmarks.Volume;

/// <summary>
/// The n-th event of a load, always the same: two tags, about 200 bytes with them. Four of five carry a tag that no other event has (40 %
/// of all tags), and a customer, one of a thousand. Every tenth is of an entity that has fourteen events in all, spread over some hundred
/// thousand others, and of a customer; every tenth of a region, one of ten, and of a customer.
/// </summary>
internal static class VolumeLoad
{
    public const int EventsOfEntity = 14;
    public const int Customers = 1000;
    public const int Regions = 10;

    private const int EntitiesAtATime = 1000;
    private const int EventsOfGeneration = EventsOfEntity * EntitiesAtATime * 10;

    private static readonly string[] Types = ["sale-opened", "item-picked", "sale-packed", "sale-shipped", "sale-paid"];
    private static readonly byte[] Note = MakeNote();

    public static EventData Make(long number)
    {
        var (first, second) = (FirstTag(number), Customer(number));
        return new(TypeOf(number), Payload(number), new Tag(first), new Tag(second)) { Encoding = PayloadEncoding.Json };
    }

    public static string TypeOf(long number) => Types[(int)(number / 3 % Types.Length)];

    public static string FirstTag(long number) => (number % 10) switch
    {
        0 => Entity(EntityOf(number)),
        5 => Region(number / 10 % Regions),
        _ => Unique(number),
    };

    public static string Customer(long number) => string.Create(CultureInfo.InvariantCulture, $"customer:{number * 619 % Customers}");

    public static string Unique(long number) => string.Create(CultureInfo.InvariantCulture, $"sale:{number}");

    public static string Region(long region) => string.Create(CultureInfo.InvariantCulture, $"region:{region}");

    public static string Entity(long entity) => string.Create(CultureInfo.InvariantCulture, $"parcel:{entity}");

    /// <summary>How many entities have all their events among the first events.</summary>
    public static long WholeEntities(long events) => events / EventsOfGeneration * EntitiesAtATime;

    public static byte[] Payload(long number)
    {
        var prefix = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $$"""{"number":{{number}},"note":"""));
        return [.. prefix, .. Note];
    }

    private static long EntityOf(long number) => number / EventsOfGeneration * EntitiesAtATime + number / 10 % EntitiesAtATime;

    private static byte[] MakeNote()
    {
        var random = new Random(1);
        return [(byte)'"', .. Enumerable.Range(0, 85).Select(_ => (byte)random.Next('a', 'z' + 1)), (byte)'"', (byte)'}'];
    }
}
