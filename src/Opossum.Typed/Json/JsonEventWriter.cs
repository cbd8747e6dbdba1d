namespace Opossum.Typed.Json;

/// <summary>What generated codecs write a payload to. Not a general JSON writer: the caller knows every byte between two values.</summary>
public ref struct JsonEventWriter
{
    private readonly EncodingBuffer _output;

    internal JsonEventWriter(EncodingBuffer output, string eventName) => (_output, EventName) = (output, eventName);

    private string EventName { get; }

    internal readonly int Length => _output.Length + EventName.Length;
}
