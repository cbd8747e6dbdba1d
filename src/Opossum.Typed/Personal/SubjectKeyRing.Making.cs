using System.Security.Cryptography;
using System.Text;

namespace Opossum.Typed.Personal;

// How keys are made: on disk before an event is sealed by them, so that no event outlives its key in a power cut.
internal sealed partial class SubjectKeyRing
{
    private int _firstPending = -1;         // from here on nothing was flushed
    private Exception? _fault;

    /// <summary>
    /// Makes the keys of subjects that have none, and completes when they are on disk. Who asks while a flush is under way shares the next
    /// one with all others.
    /// </summary>
    /// <exception cref="SubjectErasedException">One of them was erased.</exception>
    /// <exception cref="StoreFaultedException">Writing keys has failed, now or before.</exception>
    public async Task MakeAsync(IReadOnlyList<string> subjects)
    {
        AddPending(subjects);
        await _writing.WaitAsync().ConfigureAwait(false);
        try
        {
            // Away from the caller's thread: it waits for the disk.
            await Task.Run(FlushPending).ConfigureAwait(false);
        }
        finally
        {
            _writing.Release();
        }
    }

    private void AddPending(IReadOnlyList<string> subjects)
    {
        var keys = Keys;
        lock (_state)
        {
            foreach (var subject in subjects)
            {
                var utf8 = Encoding.UTF8.GetBytes(subject);
                var name = keys.NameOf(utf8);
                if (IsErasing(name)) throw new SubjectErasedException(utf8);
                var number = _table.FindSubject(name);
                if (number >= 0 && _table[number].State == SlotState.Erased) throw new SubjectErasedException(utf8);
                if (number >= 0) continue;              // by another caller, and perhaps not flushed yet
                number = _table.Add(NewKey(name));
                if (_firstPending < 0) _firstPending = number;
            }
        }
    }

    private Slot NewKey(UInt128 name)
    {
        var slot = NewSlot(name, SlotState.Pending);
        Span<byte> key = stackalloc byte[WrappedKey.KeyBytes];
        RandomNumberGenerator.Fill(key);
        Keys.File.Wrap(key, ref slot);
        CryptographicOperations.ZeroMemory(key);
        return slot;
    }

    /// <summary>By who holds <see cref="_writing"/>.</summary>
    private void FlushPending()
    {
        Slot[] slots;
        int first;
        lock (_state)
        {
            first = _firstPending;
            if (first < 0)
            {
                ThrowIfFaulted();
                return;             // somebody else's flush had them
            }

            slots = new Slot[_table.Count - first];
            for (var i = 0; i < slots.Length; i++)
            {
                slots[i] = _table[first + i];
                if (slots[i].State == SlotState.Pending) slots[i].State = SlotState.Live;
            }

            _firstPending = -1;
        }

        Write(file => file.Append(slots, first, Now));
        lock (_state)
        {
            foreach (var number in Enumerable.Range(first, slots.Length))
                if (_table[number].State == SlotState.Pending) _table[number].State = SlotState.Live;
        }
    }

    /// <summary>After a write or flush that failed nobody can tell what the disk holds, so no other follows.</summary>
    private void Write(Action<KeyFile> write)
    {
        ThrowIfFaulted();
        try
        {
            write(Keys.File);
        }
        catch (Exception e)
        {
            _fault = e;
            throw new StoreFaultedException(e);
        }
    }

    private void ThrowIfFaulted()
    {
        if (_fault is not null) throw new StoreFaultedException(_fault);
    }

    private long Now => _time.GetUtcNow().UtcTicks;
}
