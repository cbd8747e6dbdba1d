using System.Net.Sockets;
using System.Text;
using CourseManagement.Tests.Support;

namespace CourseManagement.Tests;

/// <summary>Starting and stopping the server.</summary>
public sealed class LifetimeTests : IDisposable
{
    private readonly DataFolder _folder = new();

    [Theory, InlineData("/events/stream"), InlineData("/courses/live")]
    public async Task It_stops_when_told_although_a_page_follows_and_closes_its_store(string stream)
    {
        await using var server = await Server.StartAsync(_folder.Path);
        await server.Client.DefineAsync(Guid.NewGuid(), 1);
        using var page = await server.Client.GetAsync(stream, HttpCompletionOption.ResponseHeadersRead);
        var begin = TimeProvider.System.GetTimestamp();
        Assert.Equal(0, await server.StopAsync());
        // the host would wait for 30
        Assert.InRange(TimeProvider.System.GetElapsedTime(begin), TimeSpan.Zero, TimeSpan.FromSeconds(20));
        Assert.Contains("Closed the store", server.Output, StringComparison.Ordinal);

        await using var again = await Server.StartAsync(_folder.Path);
        Assert.DoesNotContain("not closed cleanly", again.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_stops_when_told_although_a_client_does_not_read_what_it_follows()
    {
        await using var server = await Server.StartAsync(_folder.Path);
        var title = new string('t', 100_000);
        // more than sockets keep for somebody who does not read
        for (var i = 0; i < 150; i++) await server.Client.DefineAsync(Guid.NewGuid(), 1, title);
        using var client = new Socket(SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 4096 };
        await client.ConnectAsync(server.Client.BaseAddress!.Host, server.Client.BaseAddress.Port);
        await client.SendAsync(Encoding.ASCII.GetBytes("GET /events/stream HTTP/1.1\r\nHost: localhost\r\nLast-Event-ID: 0\r\n\r\n"));
        await client.ReceiveAsync(new byte[1]);                                                         // the answer has begun
        await StandsStillAsync(client);
        var begin = TimeProvider.System.GetTimestamp();
        Assert.Equal(0, await server.StopAsync());
        // the host would wait for 30
        Assert.InRange(TimeProvider.System.GetElapsedTime(begin), TimeSpan.Zero, TimeSpan.FromSeconds(20));
        Assert.DoesNotContain("was not closed within", server.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--Opossum:RootPath=", "Opossum:RootPath is missing. Write the directory")]
    [InlineData("--Opossum:FlushEventsImmediately=false", "the environment is Production. Set Opossum:FlushEventsImmediately to true")]
    [InlineData("--Opossum:Flush=hourly", "'hourly' is no flush strategy. Write 'every 100 ms'")]
    [InlineData("--Opossum:StoreName=../x", "Opossum:StoreName is '../x'")]
    public async Task Bad_configuration_stops_the_start_with_the_way_out(string option, string expected)
    {
        var (exitCode, output) = await Server.RefusalAsync(_folder.Path, option);
        Assert.NotEqual(0, exitCode);
        Assert.Contains(expected, output.Replace("\\u0027", "'", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotContain("Now listening", output, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>
    /// Waits until what came in and is not read stays the same: the client's buffer is full, and the server's fills within a few
    /// milliseconds.
    /// </summary>
    private static async Task StandsStillAsync(Socket client)
    {
        var (last, same) = (-1, 0);
        await Eventually.IsTrueAsync(() =>
        {
            same = client.Available == last ? same + 1 : 0;
            last = client.Available;
            return last > 0 && same > 100;
        });
    }
}
