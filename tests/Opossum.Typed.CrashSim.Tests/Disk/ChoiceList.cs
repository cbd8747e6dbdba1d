namespace Opossum.Typed.CrashSim.Tests.Disk;

/// <summary>All that is open at one operation, and the disk that each answer makes.</summary>
internal sealed class ChoiceList
{
    private readonly DiskReplay _replay;
    private readonly List<Choice> _choices = [];
    private readonly Dictionary<int, List<int>> _ofFile = [];
    private readonly Dictionary<(int File, UInt128 Answer), Content> _contents = [];

    public ChoiceList(DiskReplay replay, Operation? inFlight, int number, Random random)
    {
        _replay = replay;
        foreach (var (pending, operation) in replay.PendingNames) _choices.Add(new NameChoice(operation, [-1, pending]));
        if (inFlight is { Kind: OperationKind.Create or OperationKind.Rename or OperationKind.Link or OperationKind.Delete })
            _choices.Add(new NameChoice(inFlight, [-1, number]));
        foreach (var (id, file) in replay.Files.Where(file => !IsUnfinishedRun(file.Key, inFlight)))
            AddFile(id, file, inFlight?.File == id ? inFlight : null, number, random);
    }

    /// <summary>
    /// Every answer, or, where there are too many, the telling ones: nothing, everything, each prefix, each alone, each missing, and random
    /// ones.
    /// </summary>
    public IEnumerable<int[]> Select(int exhaustive, int randomCount, Random random)
    {
        long product = 1;
        foreach (var choice in _choices) product = Math.Min(product * choice.Options, int.MaxValue);
        return product <= exhaustive ? All() : Sample(randomCount, random);
    }

    public DiskImage Build(int[] answer)
    {
        var names = new Dictionary<string, int>(_replay.Names, StringComparer.Ordinal);
        for (var i = 0; i < answer.Length; i++)
            if (answer[i] == 1 && _choices[i] is NameChoice choice) DiskReplay.Apply(names, choice.Operation);
        return new(names.Select(name => KeyValuePair.Create(name.Key, ContentOf(name.Value, answer))));
    }

    private void AddFile(int id, FileReplay before, Operation? inFlight, int number, Random random)
    {
        var file = before;
        if (inFlight?.Kind is OperationKind.Write or OperationKind.SetLength)
        {
            file = before.Clone();
            if (inFlight.Kind == OperationKind.Write) file.Write(number, inFlight.Bytes!, (int)inFlight.Offset);
            else file.SetLength(number, (int)inFlight.Offset);
        }

        var ofFile = new List<int>();
        foreach (var (sector, versions) in file.Pending)
        {
            List<byte[]> options = [FileReplay.SectorOf(file.Durable.Bytes, sector), .. versions.Select(version => version.Bytes)];
            int[] operations = [-1, .. versions.Select(version => version.Operation)];
            if (inFlight is { Kind: OperationKind.Write } write && versions[^1].Operation == number && IsLog(write.Name))
                options.Add(Damaged(options[^2], options[^1], write, sector, random));
            Add(new SectorChoice(id, sector, [.. options], operations));
        }

        if (file.Sizes.Count > 0) Add(SizesOf(id, file, random));
        if (ofFile.Count > 0) _ofFile.Add(id, ofFile);

        void Add(Choice choice)
        {
            ofFile.Add(_choices.Count);
            _choices.Add(choice);
        }
    }

    /// <summary>
    /// Whatever is in a run or a copy that did not get its name yet, it is deleted unread: which of its sectors are on disk makes no other
    /// state.
    /// </summary>
    private bool IsUnfinishedRun(int file, Operation? inFlight)
    {
        var names = _replay.Names.Where(name => name.Value == file).Select(static name => name.Key)
            .Concat(_replay.PendingNames.Select(static pending => pending.Operation)
                .Append(inFlight)
                .OfType<Operation>()
                .Where(operation => operation.File == file)
                .Select(static operation => operation.Target ?? operation.Name))
            .ToArray();
        return names.Length > 0 && names.All(static name =>
            name.EndsWith(".run.tmp", StringComparison.Ordinal) || name.EndsWith(".new.tmp", StringComparison.Ordinal));
    }

    private static bool IsLog(string name) =>
        name.Contains('/', StringComparison.Ordinal) && !name.EndsWith("store.lock", StringComparison.Ordinal);

    /// <summary>Torn within the sector, or garbage, as far as the write goes.</summary>
    private static byte[] Damaged(byte[] older, byte[] newest, Operation write, int sector, Random random)
    {
        var damaged = newest.ToArray();
        var begin = (int)Math.Max(write.Offset - sector * SimFile.SectorSize, 0);
        var end = (int)Math.Min(write.Offset + write.Bytes!.Length - sector * SimFile.SectorSize, SimFile.SectorSize);
        var cut = random.Next(begin, end);
        if (random.Next(2) == 0) older.AsSpan(cut..end).CopyTo(damaged.AsSpan(cut));
        else random.NextBytes(damaged.AsSpan(cut..end));
        return damaged;
    }

    private static SizeChoice SizesOf(int id, FileReplay file, Random random)
    {
        var (from, to) = (file.Durable.Bytes.Length, file.Length);
        var (low, high) = (Math.Min(from, to), Math.Max(from, to));
        var between = high - low < 2
            ? []
            : new[] { random.Next(low + 1, high), low + (high - low) / 2 / SimFile.SectorSize * SimFile.SectorSize };
        int[] sizes = [from, .. between.Where(size => size > low && size < high).Distinct(), to];
        return new(id, sizes, [-1, .. Enumerable.Repeat(file.Sizes[^1].Operation, sizes.Length - 1)]);
    }

    private Content ContentOf(int id, int[] answer)
    {
        var file = _replay.Files.TryGetValue(id, out var replayed) ? replayed.Durable : Content.Empty;
        if (!_ofFile.TryGetValue(id, out var choices)) return file;
        UInt128 key = 0;
        foreach (var choice in choices) key = key * (uint)_choices[choice].Options + (uint)answer[choice];
        if (_contents.TryGetValue((id, key), out var known)) return known;

        var size = choices.Select(choice => _choices[choice] is SizeChoice sizes ? sizes.Sizes[answer[choice]] : -1).Max();
        var bytes = new byte[size < 0 ? file.Bytes.Length : size];
        file.Bytes.AsSpan(0, Math.Min(bytes.Length, file.Bytes.Length)).CopyTo(bytes);
        foreach (var choice in choices)
        {
            if (_choices[choice] is not SectorChoice sector) continue;
            var begin = sector.Sector * SimFile.SectorSize;
            if (begin < bytes.Length)
                sector.Versions[answer[choice]].AsSpan(0, Math.Min(SimFile.SectorSize, bytes.Length - begin)).CopyTo(bytes.AsSpan(begin));
        }

        return _contents[(id, key)] = new(bytes);
    }

    private IEnumerable<int[]> All()
    {
        var answer = new int[_choices.Count];
        while (true)
        {
            yield return answer;
            var i = 0;
            while (i < answer.Length && ++answer[i] == _choices[i].Options) answer[i++] = 0;
            if (i == answer.Length) yield break;
        }
    }

    private IEnumerable<int[]> Sample(int randomCount, Random random)
    {
        var newest = _choices.ConvertAll(choice => choice.Newest).ToArray();
        yield return new int[_choices.Count];
        yield return newest;
        foreach (var operation in _choices.SelectMany(choice => choice.Operations).Distinct().Order())
            yield return [.. _choices.Select(choice => choice.AsOf(operation))];
        for (var i = 0; i < _choices.Count; i++)
        {
            for (var option = 0; option < _choices[i].Options; option++)
            {
                yield return [.. newest.Select((value, at) => at == i ? option : value)];
                yield return [.. newest.Select((_, at) => at == i ? option : 0)];
            }
        }

        for (var i = 0; i < randomCount; i++) yield return [.. _choices.Select(choice => random.Next(choice.Options))];
    }
}
