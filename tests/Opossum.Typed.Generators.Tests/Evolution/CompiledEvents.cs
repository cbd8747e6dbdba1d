using System.Runtime.Loader;
using System.Text;
using Opossum.Typed.Generators.Tests.Harness;

namespace Opossum.Typed.Generators.Tests.Evolution;

/// <summary>Events from sources, compiled in memory once and read by a store as any program's.</summary>
internal sealed class CompiledEvents : IAsyncDisposable
{
    private readonly AssemblyLoadContext _program = new(nameof(CompiledEvents), isCollectible: true);
    private readonly OpossumStore _stored;
    private readonly OpossumStore _written;

    public CompiledEvents(string source)
    {
        var generation = Generation.Of("[EventModel] public static partial class Root;\n" + source);
        Assert.Empty(generation.Complaints);
        using var image = new MemoryStream(Library.Image(generation));
        var model = (EventModel)_program.LoadFromStream(image).GetType("Root")!.GetProperty("Model")!.GetValue(null)!;
        (_stored, _written) = (OpossumStore.OpenInMemory(model), OpossumStore.OpenInMemory(model));
    }

    /// <summary>Stores a payload under a name and a version, reads it, and writes what was read.</summary>
    public async Task<(Verdict Verdict, string? Error)> ReadAsync(string name, string payload, int version = 1)
    {
        var data = new EventData(name, Encoding.UTF8.GetBytes(payload)) { Version = version, Encoding = PayloadEncoding.Json };
        var position = (await _stored.Log.AppendAsync([data])).First;
        SequencedEvent<IEvent> read;
        try
        {
            read = await _stored.ReadAsync(Query.All, new ReadOptions { From = position, To = position }).SingleAsync();
        }
        catch (EventFormatException error)
        {
            Assert.Equal((name, position), (error.EventName, error.Position));
            return (new(null, error.Field), error.Message);
        }

        var rewritten = (await _written.AppendAsync(read.Event)).First;
        using var reader = _written.Log.Read(Query.All, new ReadOptions { From = rewritten });
        Assert.True(await reader.FillAsync());
        Assert.True(reader.TryRead(out var e));
        return (new(Encoding.UTF8.GetString(e.Payload), null), null);
    }

    public async ValueTask DisposeAsync()
    {
        await _stored.DisposeAsync();
        await _written.DisposeAsync();
        _program.Unload();
    }
}
