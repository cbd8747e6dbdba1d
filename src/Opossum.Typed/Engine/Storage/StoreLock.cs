using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Opossum.Typed.Engine.Storage;

/// <summary>
/// Owns the lock file: one writer a store. What it says inside helps people, and recovery: who has the store, in which boot, and a head
/// that the log had reached by then. It is written after the log is flushed, so it never promises more than the log holds.
/// </summary>
internal sealed class StoreLock : IDisposable
{
    public const string FileName = "store.lock";
    private const string Title = "opossum-typed store";
    private const string Closed = "closed";
    private const string Incomplete = "incomplete";
    private const string Publishing = "publishing";
    private const int FileBytes = 512;
    private const string BootIdFile = "/proc/sys/kernel/random/boot_id";

    private static string? s_bootId;

    private readonly IStorageFile _file;
    private readonly string? _identity;         // of the lock file

    private StoreLock(IStorageFile file, string? identity, Dictionary<string, string> lines)
    {
        (_file, _identity) = (file, identity);
        StoreId = Guid.TryParse(lines.GetValueOrDefault("store"), out var id) ? id : null;
        var state = lines.GetValueOrDefault("state");
        (WasClosed, IsIncomplete, IsPublishing) = (state == Closed, state == Incomplete, state == Publishing);
        KnownHead = long.TryParse(lines.GetValueOrDefault("head"), NumberStyles.None, CultureInfo.InvariantCulture, out var head)
            ? head
            : 0;
        Tags = TagMark.Parse(lines);
        OpenedInThisBoot = lines.GetValueOrDefault("boot") == BootId;
        MayBeCopyOfOpenStore = !WasClosed && (identity is null || lines.GetValueOrDefault("file") != identity);
    }

    /// <summary>The store's id; null in a new store, or when the file was lost.</summary>
    public Guid? StoreId { get; private set; }

    /// <summary>Whether the store was closed cleanly; not so for a new one.</summary>
    public bool WasClosed { get; }

    /// <summary>Whether it is the first backup of a store, and was not completed.</summary>
    public bool IsIncomplete { get; }

    /// <summary>Whether a backup is complete, and perhaps not all of its files have their names yet.</summary>
    public bool IsPublishing { get; }

    /// <summary>A position that the log had reached: a log that ends before it has lost events.</summary>
    public long KnownHead { get; }

    /// <summary>What is known of retaggings; it is written with the next state.</summary>
    public TagMark Tags { get; set; }

    /// <summary>Whether the last holder ran in this boot: its writes may then be in the page cache though not on disk.</summary>
    public bool OpenedInThisBoot { get; }

    /// <summary>
    /// Whether the directory may be a copy that was made while the store was open. The file says which one it was when it was written, and
    /// a copy of it is another one. A crash changes no file's identity.
    /// </summary>
    public bool MayBeCopyOfOpenStore { get; }

    /// <param name="storage">What to hold.</param>
    /// <param name="name">The lock file.</param>
    public static StoreLock Take(IStorage storage, string name = FileName)
    {
        var file = storage.Lock(name);
        try
        {
            return new(file, storage.IdentityOf(name), Parse(ReadText(file)));
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Flushed when the store is new: without its id, recovery could not tell a torn first write from damage. Later the system writes it to
    /// disk in its own time.
    /// </summary>
    public void WriteOpen(Guid storeId, long head)
    {
        Write(storeId, "open", head);
        if (StoreId is not null) return;
        _file.Flush();
        StoreId = storeId;
    }

    /// <summary>The state while it is held, durably.</summary>
    public void WriteOpenDurably(Guid storeId, long head) => WriteDurably(storeId, "open", head);

    public void WriteClosed(Guid storeId, long head) => WriteDurably(storeId, Closed, head);

    public void WriteIncomplete(Guid storeId) => WriteDurably(storeId, Incomplete, 0);

    public void WritePublishing(Guid storeId, long head) => WriteDurably(storeId, Publishing, head);

    public void Dispose() => _file.Dispose();

    /// <summary>
    /// What the lock file says, without holding it; null if it can't be read: on Windows that is so while another process has the store.
    /// </summary>
    public static StoreNote? Read(IStorage storage)
    {
        try
        {
            using var file = storage.TryOpen(FileName);
            if (file is null) return null;
            var lines = Parse(ReadText(file));
            var head = lines.GetValueOrDefault("head");
            return new(
                Guid.TryParse(lines.GetValueOrDefault("store"), out var id) ? id : null,
                lines.GetValueOrDefault("state") == Incomplete,
                lines.GetValueOrDefault("state") == Publishing,
                long.TryParse(head, NumberStyles.None, CultureInfo.InvariantCulture, out var known) ? known : 0,
                TagMark.Parse(lines));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>
    /// Names the holder as far as the lock file can be believed: the one that holds the store now may not have written to it yet.
    /// </summary>
    /// <param name="read">Reads the lock file.</param>
    public static string DescribeHolder(Func<byte[]> read)
    {
        try
        {
            var lines = Parse(Encoding.UTF8.GetString(read()));
            return MayHoldIt(lines, out var process) ? $"by process {process} on {lines.GetValueOrDefault("host")}" : "by another process";
        }
        catch (FileNotFoundException)
        {
            return "and its lock file was deleted";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "by another process";
        }
    }

    /// <summary>
    /// Not one that has closed the store, nor one of this machine that has ended. Of another machine nothing more is known.
    /// </summary>
    private static bool MayHoldIt(Dictionary<string, string> lines, out int process)
    {
        var text = lines.GetValueOrDefault("process");
        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out process) || lines.GetValueOrDefault("state") == Closed)
            return false;
        return lines.GetValueOrDefault("host") != Host || (lines.GetValueOrDefault("boot") == BootId && IsAlive(process));
    }

    private static bool IsAlive(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private void WriteDurably(Guid storeId, string state, long head)
    {
        Write(storeId, state, head);
        _file.Flush();
    }

    private void Write(Guid storeId, string state, long head)
    {
        var text = string.Create(CultureInfo.InvariantCulture,
            $"{Title}\nstore {storeId:D}\nprocess {Environment.ProcessId}\nhost {Host}\nboot {BootId}\n"
            + $"file {_identity ?? "unknown"}\nstate {state}\nhead {head}\n{Tags}");
        // One sector, overwritten whole, so that a crash leaves the old text or the new.
        Span<byte> sector = stackalloc byte[FileBytes];
        sector.Fill((byte)'\n');
        Encoding.UTF8.GetBytes(text, sector);
        _file.Write(sector, 0);
    }

    private static string ReadText(IStorageFile file)
    {
        Span<byte> buffer = stackalloc byte[FileBytes];
        return Encoding.UTF8.GetString(buffer[..file.Read(buffer, 0)]);
    }

    private static Dictionary<string, string> Parse(string text) => text
        .Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Select(static line => line.Split(' ', 2))
        .Where(static parts => parts.Length == 2)
        .DistinctBy(static parts => parts[0])
        .ToDictionary(static parts => parts[0], static parts => parts[1], StringComparer.Ordinal);

    /// <summary>Cut, so that the text fits its sector whatever the machine is called.</summary>
    private static string Host => Environment.MachineName is { Length: > 100 } name ? name[..100] : Environment.MachineName;

    /// <summary>
    /// Read when it is asked for: a static initializer that failed for want of a handle would fail for the life of the process.
    /// </summary>
    private static string BootId => s_bootId ??= ReadBootId();

    /// <summary>The boot of this system; empty where it does not tell.</summary>
    public static Guid Boot => Guid.TryParse(BootId, out var boot) ? boot : Guid.Empty;

    private static string ReadBootId() =>
        OperatingSystem.IsLinux() && File.Exists(BootIdFile) ? File.ReadAllText(BootIdFile).Trim() : "unknown";
}
