using Opossum.Typed.Engine.Storage;

namespace Opossum.Typed.Personal;

/// <summary>A master key in a file: its bytes as they are, and those of earlier ones behind it.</summary>
internal static class MasterKeyFile
{
    /// <exception cref="StoreFormatException">It holds something else.</exception>
    /// <exception cref="StoreAccessException">It can't be read or made.</exception>
    public static IReadOnlyList<ReadOnlyMemory<byte>> Read(string path)
    {
        var file = Path.GetFullPath(path);
        try
        {
            if (!File.Exists(file)) Make(file);
            var bytes = File.ReadAllBytes(file);
            if (bytes.Length == 0 || bytes.Length % MasterKey.Bytes != 0)
                throw new StoreFormatException(file, $"has {bytes.Length} bytes; a file of master keys has {MasterKey.Bytes} for each.");
            return [.. Enumerable.Range(0, bytes.Length / MasterKey.Bytes)
                .Select(i => (ReadOnlyMemory<byte>)bytes.AsMemory(i * MasterKey.Bytes, MasterKey.Bytes))];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw StoreAccessException.ToKeys(file, e);
        }
    }

    /// <summary>Under another name first: a file that is there is whole.</summary>
    private static void Make(string file)
    {
        var directory = Path.GetDirectoryName(file)!;
        if (!Directory.Exists(directory)) MakeDirectory(directory);
        var temporary = $"{file}.{Guid.NewGuid():N}.tmp";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var made = new FileStream(temporary, options))
        {
            made.Write(MasterKey.Create());
            made.Flush(flushToDisk: true);
        }

        try
        {
            File.Move(temporary, file, overwrite: false);
        }
        catch (IOException) when (File.Exists(file))
        {
            File.Delete(temporary);             // another process was faster, and its key is the one
        }

        if (!OperatingSystem.IsWindows()) Platform.FlushDirectory(directory);
    }

    private static void MakeDirectory(string directory)
    {
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(directory);
        else Directory.CreateDirectory(directory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
