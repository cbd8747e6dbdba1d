using System.Text.Json;

namespace Opossum.Typed.Benchmarks.Codec;

/// <summary>Writes and reads the same events with every codec in turns, so that a disturbance of the machine meets all of them.</summary>
internal sealed class CodecScenario : IDisposable
{
    private static readonly TimeSpan Slice = TimeSpan.FromMilliseconds(30);

    private readonly ICodec[] _codecs =
    [
        new OpossumCodec(),
        new StjCodec(),
#if !NATIVE     // it can't be trimmed without warnings
        new MemoryPackCodec(),
#endif
    ];

    public IReadOnlyList<CodecMeasurement> Run(int rounds)
    {
        CodecMeasurement[] all =
        [
            .. _codecs.Select(static codec => Writing(codec, EnrolledSamples.Plain)),
            .. _codecs.Select(static codec => Reading("read", codec, EnrolledSamples.Plain, static bytes => bytes)),
            .. _codecs.Select(static codec => Reading("read-escaped", codec, EnrolledSamples.Escaped, static bytes => bytes)),
            .. _codecs.Where(static codec => codec.HasNames)
                .Select(static codec => Reading("read-any-order", codec, EnrolledSamples.Plain, Reversed)),
        ];
        foreach (var one in all) one.WarmUp();
        for (var round = 0; round < rounds; round++)
            foreach (var one in all) one.Round(Slice);
        return all;
    }

    public void Dispose()
    {
        foreach (var codec in _codecs) codec.Dispose();
    }

    private static CodecMeasurement Writing(ICodec codec, Enrolled[] events)
    {
        var bytes = events.Average(codec.Write);
        return new(codec.Name, "write", bytes, i => codec.Write(events[i]));
    }

    private static CodecMeasurement Reading(string op, ICodec codec, Enrolled[] events, Func<byte[], byte[]> change)
    {
        byte[][] payloads = [.. events.Select(e =>
        {
            codec.Write(e);
            return change(codec.Written.ToArray());
        })];
        for (var i = 0; i < events.Length; i++)
            if (!IsSame(codec.Read(payloads[i]), events[i]))
                throw new InvalidOperationException($"{codec.Name} reads another event than it wrote ({op}).");
        return new(codec.Name, op, payloads.Average(static p => p.Length), i => codec.Read(payloads[i]));
    }

    private static bool IsSame(Enrolled read, Enrolled written) =>
        read with { Topics = written.Topics } == written && read.Topics.AsSpan().SequenceEqual(written.Topics);

    /// <summary>The last field first: not one key is where it was predicted.</summary>
    private static byte[] Reversed(byte[] json)
    {
        using var document = JsonDocument.Parse(json);
        using var reversed = new MemoryStream();
        using (var writer = new Utf8JsonWriter(reversed))
        {
            writer.WriteStartObject();
            foreach (var field in document.RootElement.EnumerateObject().Reverse()) field.WriteTo(writer);
            writer.WriteEndObject();
        }

        return reversed.ToArray();
    }
}
