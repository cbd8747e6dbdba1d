namespace Opossum.Typed.Benchmarks.Codec;

/// <summary>One way to bytes and back.</summary>
internal interface ICodec : IDisposable
{
    string Name { get; }

    /// <summary>Whether its bytes have names, so that their order may change.</summary>
    bool HasNames => true;

    /// <summary>Writes an event into memory that is there already; answers how many bytes it took.</summary>
    int Write(Enrolled e);

    /// <summary>What was written last.</summary>
    ReadOnlySpan<byte> Written { get; }

    Enrolled Read(byte[] bytes);
}
