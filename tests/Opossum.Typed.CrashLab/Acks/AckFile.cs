using System.Text;
using System.Threading.Channels;
using Opossum.Typed.CrashLab.Plan;

namespace Opossum.Typed.CrashLab.Acks;

/// <summary>
/// Where answers go as soon as they are given: appended and flushed, those that come together in one write, so that runs add up. An
/// appender waits for its line before it appends again: at most one append of each is without an answer in the file.
/// </summary>
internal sealed class AckFile : IAsyncDisposable
{
    private readonly Channel<(string Lines, TaskCompletionSource Written)> _queue =
        Channel.CreateUnbounded<(string, TaskCompletionSource)>(new() { SingleReader = true });

    private readonly FileStream _file;
    private readonly Task _writing;

    private AckFile(FileStream file)
    {
        _file = file;
        _writing = Task.Run(WriteAsync);
    }

    /// <summary>
    /// Opens the file, or makes it, and begins a run in it. What an earlier run was writing when it was killed is closed off, and can be
    /// told from an answer.
    /// </summary>
    public static async Task<AckFile> BeginAsync(string path, Run run)
    {
        var torn = EndsTorn(path);
        var acks = new AckFile(new(path, FileMode.Append, FileAccess.Write, FileShare.Read, bufferSize: 0));
        await acks.AppendAsync((torn ? AckLines.TornMark + "\n" : "") + AckLines.Of(run));
        return acks;
    }

    /// <summary>Completes when the lines are on disk.</summary>
    public Task AppendAsync(string lines)
    {
        var written = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        return _queue.Writer.TryWrite((lines, written)) ? written.Task : _writing;
    }

    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _writing;
        await _file.DisposeAsync();
    }

    private static bool EndsTorn(string path)
    {
        if (!File.Exists(path)) return false;
        using var file = File.OpenRead(path);
        if (file.Length == 0) return false;
        file.Seek(-1, SeekOrigin.End);
        return file.ReadByte() != '\n';
    }

    private async Task WriteAsync()
    {
        var (text, waiting) = (new StringBuilder(), new List<TaskCompletionSource>());
        try
        {
            while (await _queue.Reader.WaitToReadAsync())
            {
                while (_queue.Reader.TryRead(out var next))
                {
                    text.Append(next.Lines);
                    waiting.Add(next.Written);
                }

                _file.Write(Encoding.ASCII.GetBytes(text.ToString()));
                _file.Flush(flushToDisk: true);
                foreach (var written in waiting) written.SetResult();
                text.Clear();
                waiting.Clear();
            }
        }
        catch (Exception e)
        {
            _queue.Writer.TryComplete(e);
            foreach (var written in waiting) written.TrySetException(e);
            while (_queue.Reader.TryRead(out var next)) next.Written.TrySetException(e);
            throw;
        }
    }
}
