using System.Text;

namespace Opossum.Typed.Personal;

// How keys end. The order is the argument: unusable in memory, then the log says so, then the list, then the key is overwritten.
internal sealed partial class SubjectKeyRing
{
    private readonly Dictionary<UInt128, int> _erasing = [];        // and how many callers do
    private long _erasures;

    /// <summary>From the return on, nothing of the subject is opened or sealed any more in this process.</summary>
    /// <param name="subject">The subject's tag.</param>
    /// <returns>Its key, if it has a live one.</returns>
    public async Task<KeyPlace[]> BeginErasingAsync(string subject)
    {
        var name = Keys.NameOf(Encoding.UTF8.GetBytes(subject));
        lock (_state) _erasing[name] = _erasing.GetValueOrDefault(name) + 1;
        try
        {
            await _writing.WaitAsync().ConfigureAwait(false);
            try
            {
                await Task.Run(FlushPending).ConfigureAwait(false);     // its own key may be among them
            }
            finally
            {
                _writing.Release();
            }
        }
        catch
        {
            EndErasing(name);
            throw;
        }

        lock (_state)
        {
            var number = _table.FindSubject(name);
            if (number < 0 || _table[number].State != SlotState.Live) return [];
            _cache.Remove(_table[number].Id);
            Interlocked.Increment(ref _erasures);
            return [new(_table[number].Id, number)];
        }
    }

    /// <summary>
    /// Puts the erasure on the list and overwrites its keys, each flushed. Where the subject had no key it leaves a tombstone, so that it
    /// gets none later.
    /// </summary>
    /// <param name="erasure">What the log says.</param>
    public async Task DestroyAsync(KnownErasure erasure)
    {
        var name = Keys.NameOf(Encoding.UTF8.GetBytes(erasure.Subject));
        await _writing.WaitAsync().ConfigureAwait(false);
        try
        {
            await Task.Run(() => Destroy(erasure, name)).ConfigureAwait(false);
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <summary>After <see cref="DestroyAsync"/>, or when the log could not be told, so that nothing was erased.</summary>
    public void EndErasing(string subject) => EndErasing(Keys.NameOf(Encoding.UTF8.GetBytes(subject)));

    /// <summary>The erasures that the key store knows of.</summary>
    public IReadOnlyCollection<KnownErasure> Known => Keys.List.Known;

    /// <summary>Whether the list has the erasure, each of its keys is destroyed, and its subject gets no other.</summary>
    public bool IsDone(KnownErasure erasure)
    {
        if (!Keys.List.Has(erasure.Id)) return false;
        lock (_state)
        {
            foreach (var (id, _) in erasure.Keys)
                if (_table.FindId(id) is var number && (number < 0 || _table[number].State != SlotState.Erased)) return false;
            return _table.FindSubject(Keys.NameOf(Encoding.UTF8.GetBytes(erasure.Subject))) is var own and >= 0
                && _table[own].State == SlotState.Erased;
        }
    }

    /// <summary>Once every erasure was done again that a crash or a restore had left undone.</summary>
    /// <exception cref="StoreDamagedException">A slot is not what was written, and no erasure tells why.</exception>
    public void ThrowIfDamaged() => Keys.File.ThrowIfDamaged();

    /// <summary>Wraps all keys by another master key.</summary>
    public async Task RotateAsync(ReadOnlyMemory<byte> master)
    {
        await _writing.WaitAsync().ConfigureAwait(false);
        try
        {
            await Task.Run(() =>
            {
                FlushPending();
                lock (_state) Write(file => file.Rotate(master.Span, _table, Now));
            }).ConfigureAwait(false);
        }
        finally
        {
            _writing.Release();
        }
    }

    private void Destroy(KnownErasure erasure, UInt128 name)
    {
        FlushPending();
        if (!Keys.List.Has(erasure.Id)) Write(_ => Keys.List.Append(erasure));
        foreach (var place in erasure.Keys) Overwrite(place, name, erasure.Id);

        // A key store that was restored can have another key of the subject, made after its copy: it is as good as the erased one.
        int own;
        lock (_state) own = _table.FindSubject(name);
        if (own < 0) Overwrite(new(NewSlot(name, SlotState.Erased).Id, -1), name, erasure.Id);
        else if (_table[own].State != SlotState.Erased) Overwrite(new(_table[own].Id, own), name, erasure.Id);
    }

    /// <summary>In the slot that has the key, or had it until a crash tore it; in a new one where the file is older than the key.</summary>
    private void Overwrite(KeyPlace place, UInt128 name, Guid erasure)
    {
        int number;
        var slot = new Slot { Id = place.Id, Subject = name, State = SlotState.Erased };
        lock (_state)
        {
            number = _table.FindId(place.Id);
            if (number >= 0)
            {
                slot.Subject = _table[number].Subject;
                if (_table[number].State == SlotState.Erased) return;
                _table[number] = slot;
                _cache.Remove(place.Id);
            }
            else if (IsTorn(place.Slot)) _table.Put(number = place.Slot, slot);
            else number = _table.Add(slot);
        }

        Write(file => file.Destroy(slot, number, Now, erasure));
    }

    private bool IsTorn(int number) =>
        number >= 0 && number < _table.Count && (Keys.File.IsDamaged(number) || _table[number].State == SlotState.Void);

    private bool IsErasing(UInt128 name) => _erasing.Count > 0 && _erasing.ContainsKey(name);

    private void EndErasing(UInt128 name)
    {
        lock (_state)
        {
            if (_erasing[name] > 1) _erasing[name]--;
            else _erasing.Remove(name);
        }
    }
}
