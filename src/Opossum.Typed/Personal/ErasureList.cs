using System.Globalization;
using System.IO.Hashing;
using System.Text;
using Opossum.Typed.Engine.Storage;

namespace Opossum.Typed.Personal;

/// <summary>One erasure, as the log and the key store both know it.</summary>
/// <param name="Id">Of the erasure.</param>
/// <param name="Subject">The subject's tag.</param>
/// <param name="Keys">The keys that were destroyed, with their slots.</param>
internal sealed record KnownErasure(Guid Id, string Subject, KeyPlace[] Keys);

/// <summary>
/// A key and where it is, as text <c>00a1b2c3d4e5f607@12</c>: by it a slot is known that a crash tore while it was overwritten.
/// </summary>
/// <param name="Id">The key.</param>
/// <param name="Slot">The slot's number.</param>
internal readonly record struct KeyPlace(ulong Id, int Slot)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Id:x16}@{Slot}");

    public static bool TryParse(ReadOnlySpan<char> text, out KeyPlace place)
    {
        place = default;
        if (text.Length < 18 || text[16] != '@') return false;
        if (!ulong.TryParse(text[..16], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var id)) return false;
        if (!int.TryParse(text[17..], NumberStyles.None, CultureInfo.InvariantCulture, out var slot)) return false;
        place = new(id, slot);
        return true;
    }
}

/// <summary>
/// The erasures that a key store knows of, a line each: id, subject, keys and a check. It is only appended to, can be read by people, and
/// tells a log that was restored from a backup what it does not know any more.
/// </summary>
internal sealed class ErasureList : IDisposable
{
    public const string FileName = "erased.list";

    private readonly IStorageFile _file;
    private readonly Dictionary<Guid, KnownErasure> _known = [];
    private long _end;

    private ErasureList(IStorageFile file) => _file = file;

    public IReadOnlyCollection<KnownErasure> Known => _known.Values;

    public bool Has(Guid erasure) => _known.ContainsKey(erasure);

    /// <exception cref="StoreDamagedException">A line that another one follows is not what was written.</exception>
    public static ErasureList Open(IStorage storage)
    {
        var file = storage.TryOpen(FileName);
        if (file is null)
        {
            file = storage.Create(FileName);
            file.Flush();
            storage.SyncDirectory("");
        }

        var list = new ErasureList(file);
        try
        {
            list.Load(storage.Describe(FileName));
            return list;
        }
        catch
        {
            list.Dispose();
            throw;
        }
    }

    /// <summary>Appends a line, and flushes.</summary>
    public void Append(KnownErasure erasure)
    {
        var line = $"{erasure.Id:D} {Uri.EscapeDataString(erasure.Subject)} {string.Join(',', erasure.Keys)}";
        var bytes = Encoding.UTF8.GetBytes($"{line} {CheckOf(Encoding.UTF8.GetBytes(line))}\n");
        _file.Write(bytes, _end);
        _file.Flush();
        _end += bytes.Length;
        _known[erasure.Id] = erasure;
    }

    public void Dispose() => _file.Dispose();

    /// <summary>What a crash left of the last line is written over; nothing was acknowledged of it.</summary>
    private void Load(string path)
    {
        var bytes = new byte[_file.Length];
        var text = bytes.AsSpan(0, _file.Read(bytes, 0));
        var isBroken = false;
        long at = 0;
        while (text.IndexOf((byte)'\n') is var end and >= 0)
        {
            if (!TryParse(text[..end], out var erasure)) isBroken = true;
            else if (isBroken) throw new StoreDamagedException(path, _end, "a line of the list of erasures is not what was written");
            else
            {
                _known[erasure.Id] = erasure;
                _end = at + end + 1;
            }

            at += end + 1;
            text = text[(end + 1)..];
        }
    }

    private static bool TryParse(ReadOnlySpan<byte> line, out KnownErasure erasure)
    {
        erasure = null!;
        var parts = Encoding.UTF8.GetString(line).Split(' ');
        if (parts.Length != 4 || !Guid.TryParse(parts[0], out var id)) return false;
        if (parts[3] != CheckOf(line[..line.LastIndexOf((byte)' ')])) return false;
        var keys = parts[2].Split(',', StringSplitOptions.RemoveEmptyEntries);
        var places = new KeyPlace[keys.Length];
        for (var i = 0; i < keys.Length; i++)
            if (!KeyPlace.TryParse(keys[i], out places[i])) return false;
        erasure = new(id, Uri.UnescapeDataString(parts[1]), places);
        return true;
    }

    private static string CheckOf(ReadOnlySpan<byte> line) =>
        ((uint)XxHash3.HashToUInt64(line)).ToString("x8", CultureInfo.InvariantCulture);
}
