using System.Text;

namespace Opossum.Typed.Benchmarks.Load;

/// <summary>
/// The endless events of one appender: five types in turn, 200 bytes of payload, an order of their own, one of a thousand customers.
/// </summary>
internal sealed class Workload(int appender, int batch)
{
    private const int PayloadBytes = 200;
    private const int Customers = 1000;

    private static readonly (string Type, byte[] Payload)[] Kinds =
        [.. new[] { "order-placed", "item-picked", "order-packed", "order-shipped", "order-paid" }.Select(type => (type, Payload(type)))];

    private readonly WorkEvent[] _events = new WorkEvent[batch];
    private long _next = (long)appender << 40;

    /// <summary>The events of the next append; the array is used again.</summary>
    public WorkEvent[] Next()
    {
        for (var i = 0; i < _events.Length; i++)
        {
            var (type, payload) = Kinds[(int)(_next % Kinds.Length)];
            // A step coprime to the number of customers spreads them.
            _events[i] = new(type, new(_next), new((int)(_next * 619 % Customers)), payload);
            _next++;
        }

        return _events;
    }

    /// <summary>Text as hard to compress as text is, in case a device does that.</summary>
    private static byte[] Payload(string type)
    {
        var random = new Random(type.Length);
        var text = new StringBuilder($$"""{"type":"{{type}}","note":""" + '"');
        while (text.Length < PayloadBytes - 2) text.Append((char)random.Next('a', 'z' + 1));
        return Encoding.UTF8.GetBytes(text.Append("\"}").ToString());
    }
}
