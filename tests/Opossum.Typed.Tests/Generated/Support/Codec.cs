using System.Buffers.Binary;
using System.Text;
using Opossum.Typed.CompilerServices;

namespace Opossum.Typed.Tests.Generated;

/// <summary>The generated codecs as the store calls them.</summary>
internal static class Codec
{
    public static byte[] Write(IEvent e)
    {
        using var output = new EncodingBuffer();
        var json = new JsonEventWriter(output, e.Descriptor.Name);
        e.Descriptor.WriteJson(e, ref json);
        json.Complete();
        return output.Written.ToArray();
    }

    public static TEvent Read<TEvent>(string json) where TEvent : class, IEvent<TEvent> =>
        (TEvent)Read(EventDescriptor.Of<TEvent>(), Encoding.UTF8.GetBytes(json));

    public static IEvent Read(EventDescriptor descriptor, byte[] utf8)
    {
        var json = new JsonEventReader(utf8, descriptor.Name);
        return descriptor.ReadJson(ref json);
    }

    /// <summary>
    /// Whether the predicted path read it: the tolerant one starts again and leaves the reader where the prediction failed.
    /// </summary>
    public static bool IsPredicted(EventDescriptor descriptor, byte[] utf8)
    {
        var json = new JsonEventReader(utf8, descriptor.Name);
        descriptor.ReadJson(ref json);
        return json.TryConsumeEnd(""u8);
    }

    public static IReadOnlyList<string> Tags(IEvent e)
    {
        using var output = new EncodingBuffer();
        var tags = new TagWriter(output, e.Descriptor.Name);
        e.Descriptor.WriteTags(e, ref tags);
        var texts = new List<string>();
        for (var rest = output.Written; !rest.IsEmpty;)
        {
            var length = BinaryPrimitives.ReadUInt16LittleEndian(rest);
            texts.Add(Encoding.UTF8.GetString(rest.Slice(sizeof(ushort), length)));
            rest = rest[(sizeof(ushort) + length)..];
        }

        Assert.Equal(tags.Count, texts.Count);
        return texts;
    }
}
