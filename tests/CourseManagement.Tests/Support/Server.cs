using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text.Json;

namespace CourseManagement.Tests.Support;

/// <summary>
/// The real server, in a process of its own, on a port that the system chose: what the build made, or the native binary that
/// <c>OPOSSUM_NATIVE_SERVER</c> names.
/// </summary>
internal sealed class Server : IAsyncDisposable
{
    private const string NativeVariable = "OPOSSUM_NATIVE_SERVER";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly List<string> _output = [];         // under itself
    private readonly TaskCompletionSource<Uri> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private Server(string root, string[] options)
    {
        var native = Environment.GetEnvironmentVariable(NativeVariable);
        ProcessStartInfo start = new(native ?? "dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = AppContext.BaseDirectory,
        };
        if (native is null) start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "CourseManagement.dll"));
        string[] all = [
            "--urls=http://127.0.0.1:0", $"--Opossum:RootPath={root}", "--Opossum:StoreName=courses",
            "--Logging:LogLevel:Microsoft.Hosting.Lifetime=Information", .. options
        ];
        foreach (var option in all) start.ArgumentList.Add(option);
        start.Environment.Remove("ASPNETCORE_ENVIRONMENT");
        start.Environment.Remove("DOTNET_ENVIRONMENT");
        start.Environment.Remove("ASPNETCORE_URLS");
        _process = new() { StartInfo = start, EnableRaisingEvents = true };
        _process.OutputDataReceived += (_, line) => Note(line.Data);
        _process.ErrorDataReceived += (_, line) => Note(line.Data);
        _process.Exited += (_, _) => _address.TrySetException(new InvalidOperationException("The server ended."));
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public HttpClient Client { get; private set; } = null!;

    public string Output
    {
        get
        {
            lock (_output) return string.Join('\n', _output);
        }
    }

    /// <summary>Starts it and waits until it listens.</summary>
    public static async Task<Server> StartAsync(string root, params string[] options)
    {
        var server = new Server(root, options);
        try
        {
            var address = await server._address.Task.WaitAsync(Patience);
            server.Client = new(new SocketsHttpHandler { MaxConnectionsPerServer = 1000 }) { BaseAddress = address, Timeout = Patience };
            server.Client.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
            return server;
        }
        catch (Exception e)
        {
            var output = server.Output;
            await server.DisposeAsync();
            throw new InvalidOperationException($"The server did not start: {e.Message}\n{output}", e);
        }
    }

    /// <summary>Starts it where it must not start, and waits for its end.</summary>
    /// <returns>Its exit code and what it said.</returns>
    public static async Task<(int ExitCode, string Output)> RefusalAsync(string root, params string[] options)
    {
        await using var server = new Server(root, options);
        _ = server._address.Task.ContinueWith(static task => task.Exception, TaskScheduler.Default);
        await server._process.WaitForExitAsync().WaitAsync(Patience);
        return (server._process.ExitCode, server.Output);
    }

    /// <summary>SIGKILL: nothing is flushed, nothing is closed.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>SIGTERM, as a service manager sends it.</summary>
    public async Task<int> StopAsync()
    {
        using (var kill = Process.Start("kill", ["-TERM", $"{_process.Id}"])) await kill.WaitForExitAsync();
        await _process.WaitForExitAsync().WaitAsync(Patience);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        Client?.Dispose();
        if (!_process.HasExited) await KillAsync();
        _process.Dispose();
    }

    private void Note(string? line)
    {
        if (line is null) return;
        lock (_output) _output.Add(line);
        if (AddressIn(line) is { } address) _address.TrySetResult(address);
    }

    /// <summary>Logs are JSON, a line each.</summary>
    private static Uri? AddressIn(string line)
    {
        if (!line.Contains("Now listening on", StringComparison.Ordinal)) return null;
        using var json = JsonDocument.Parse(line);
        return new(json.RootElement.GetProperty("State").GetProperty("address").GetString()!);
    }
}
