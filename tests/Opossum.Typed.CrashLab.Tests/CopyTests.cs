using Opossum.Typed.CrashLab.Copying;
using Opossum.Typed.CrashLab.Tests.Support;

namespace Opossum.Typed.CrashLab.Tests;

/// <summary>The directory of an open store is copied, as nobody should. <c>copy</c> does the same more often.</summary>
public sealed class CopyTests : IDisposable
{
    private readonly LabFolder _folder = new();
    private readonly StringWriter _output = new();

    [Fact]
    public async Task A_copy_of_an_open_store_is_refused_or_has_every_event_up_to_its_head()
    {
        var exitCode = await CopyRounds.RunAsync(_folder.Store, copies: 5, _output);
        Assert.True(exitCode == 0, _output.ToString());
        Assert.StartsWith("copied: 5 copies under load, ", _output.ToString(), StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();
}
