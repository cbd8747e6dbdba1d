using System.Buffers;
using System.Buffers.Text;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Opossum.Typed.Personal;

/// <summary>
/// The keys of a store that is open. Reading asks by the key's id, which every sealed part begins with, writing by the subject. How keys
/// are made is in the part on making, how they end in the part on erasing.
/// </summary>
internal sealed partial class SubjectKeyRing : IDisposable
{
    private KeyDirectory? _keys;                    // null until they are open, and where they are withheld
    private readonly Lock _state = new();           // of the table, and of what is being erased
    private SlotTable _table = new();
    private readonly KeyCache _cache = new();
    private readonly SemaphoreSlim _writing = new(1);

    private readonly Lock _opening = new();
    private Guid _store;
    private readonly SubjectKeys _source;
    private readonly TimeProvider _time;

    /// <param name="source">Where the keys are.</param>
    /// <param name="time">Dates them.</param>
    public SubjectKeyRing(SubjectKeys source, TimeProvider time) => (_source, _time) = (source, time);

    /// <summary>Whether this process may not see what is personal: it reads as if it were erased.</summary>
    public bool IsWithheld => _source.IsWithheld;

    /// <summary>Whether it was open, and is not any more.</summary>
    public bool IsClosed { get; private set; }

    /// <summary>Before anything else.</summary>
    /// <param name="store">The store's id.</param>
    /// <param name="storePath">Its directory, which the keys must lie outside of; null if it has none.</param>
    /// <exception cref="ArgumentException">They are open already, for another store.</exception>
    public void Open(Guid store, string? storePath)
    {
        if (IsWithheld) return;
        lock (_opening)
        {
            if (_keys is not null && _store != store)
                throw new ArgumentException($"The keys are open for the store {_store}, and this is the store {store}. Each store has keys "
                    + "of its own: give each its own SubjectKeys, and its own directory.");
            if (_keys is not null) return;
            var keys = _source.Open(store, storePath);
            try
            {
                _table = keys.File.Load();
                (_store, _keys) = (store, keys);
            }
            catch
            {
                keys.Dispose();
                throw;
            }
        }
    }

    /// <summary>How many keys were destroyed since the store was opened. What was folded before may know more than it should.</summary>
    public long Erasures => Volatile.Read(ref _erasures);

    private KeyDirectory Keys => _keys ?? throw new InvalidOperationException(IsWithheld
        ? "The keys of this store are withheld (SubjectKeys.Withheld): nothing personal can be appended or erased, or asked for by a "
            + "hidden tag."
        : "The keys of this store are not open yet: call OpossumStore.OpenKeysAsync, or let OpossumStore.OpenAsync open the store.");

    /// <summary>The key of a subject.</summary>
    /// <param name="subject">The subject's tag.</param>
    /// <param name="isErased">Whether it was destroyed, or is about to be.</param>
    /// <returns>Null if it was, and if there is none on disk yet.</returns>
    public SubjectKey? Find(ReadOnlySpan<byte> subject, out bool isErased)
    {
        isErased = false;
        if (_cache.Find(subject) is { IsErased: false } known) return known;
        var name = Keys.NameOf(subject);
        Slot slot;
        lock (_state)
        {
            isErased = IsErasing(name);
            var number = _table.FindSubject(name);
            if (number < 0 || isErased || _table[number].State == SlotState.Pending) return null;
            slot = _table[number];
        }

        isErased = slot.State == SlotState.Erased;
        return isErased ? null : Use(slot, subject);
    }

    /// <summary>Seals a text for its subject: version, key, nonce, cipher text and tag.</summary>
    /// <param name="subject">The subject's tag.</param>
    /// <param name="plain">The text.</param>
    /// <param name="salt">Of an append that may be repeated; otherwise empty.</param>
    /// <param name="part">Of the length of the text and <see cref="SealedPart.Overhead"/> more.</param>
    /// <exception cref="SubjectErasedException">The subject was erased.</exception>
    public void Seal(ReadOnlySpan<byte> subject, ReadOnlySpan<byte> plain, ReadOnlySpan<byte> salt, Span<byte> part)
    {
        if (Find(subject, out var isErased) is not { } key)
            throw isErased ? new SubjectErasedException(subject) : new InvalidOperationException("The subject's key was not made.");
        var sealing = new SealedPart(part);
        sealing.Begin(key.Id);
        if (salt.IsEmpty) RandomNumberGenerator.Fill(sealing.Nonce);
        else key.DeriveNonce(salt, subject, plain, sealing.Nonce);
        if (!key.TryEncrypt(sealing.Nonce, plain, sealing.Text, sealing.Tag, subject)) throw new SubjectErasedException(subject);
    }

    /// <summary>Opens a part.</summary>
    /// <param name="text">Its base64.</param>
    /// <param name="subject">The subject's tag.</param>
    /// <param name="plain">The text, valid until this thread opens the next part.</param>
    /// <returns>False when its key was destroyed, or is withheld.</returns>
    /// <exception cref="SubjectKeyMissingException">The key is neither here nor erased.</exception>
    /// <exception cref="CryptographicException">The part is not what was sealed for this subject.</exception>
    public bool TryOpen(scoped ReadOnlySpan<byte> text, scoped ReadOnlySpan<byte> subject, out ReadOnlySpan<byte> plain)
    {
        plain = default;
        if (IsWithheld) return false;
        var scratch = OpenedTexts.Rent(text.Length);
        var status = Base64.DecodeFromUtf8(text, scratch.Part, out _, out var length);
        if (status != OperationStatus.Done || length < SealedPart.Overhead) throw new CryptographicException("is no sealed part");
        var part = new SealedPart(scratch.Part[..length]);
        if (!part.IsKnown) throw new CryptographicException("is sealed in a way that a newer program knows, and this one does not");
        if (FindById(part.KeyId, subject) is not { } key) return false;
        var opened = scratch.Plain[..part.Text.Length];
        if (!key.TryDecrypt(part.Nonce, part.Text, part.Tag, opened, subject)) return false;
        plain = opened;
        return true;
    }

    /// <inheritdoc cref="KeyDirectory.Hide"/>
    public void Hide(ReadOnlySpan<byte> tag, Span<byte> hidden) => Keys.Hide(tag, hidden);

    public void Dispose()
    {
        if (IsWithheld || IsClosed) return;
        IsClosed = true;
        _cache.Clear();
        _keys?.Dispose();
        _writing.Dispose();
    }

    /// <returns>Null if it was destroyed.</returns>
    private SubjectKey? FindById(ulong id, ReadOnlySpan<byte> subject)
    {
        if (_cache.Find(id) is { } known) return known;
        Slot slot;
        lock (_state)
        {
            var number = _table.FindId(id);
            if (number < 0) throw new SubjectKeyMissingException(id);
            slot = _table[number];
            if (slot.State == SlotState.Erased || IsErasing(slot.Subject)) return null;
        }

        // A part that was moved to another subject must not put its key into the cache under that one's name.
        return Keys.NameOf(subject) == slot.Subject
            ? Use(slot, subject)
            : throw new CryptographicException("was sealed for another subject");
    }

    /// <summary>
    /// Unwraps a key, and keeps it unless an erasure came in between: a look-up that began before one must not bring the key back.
    /// </summary>
    private SubjectKey Use(in Slot slot, ReadOnlySpan<byte> subject)
    {
        Span<byte> bytes = stackalloc byte[WrappedKey.KeyBytes];
        Keys.File.Unwrap(slot, bytes);
        var key = new SubjectKey(slot.Id, subject, bytes);
        CryptographicOperations.ZeroMemory(bytes);
        BetweenLookingAndKeeping?.Invoke();
        lock (_state)
        {
            var number = _table.FindId(slot.Id);
            if (number < 0 || _table[number].State == SlotState.Erased || IsErasing(slot.Subject)) key.Dispose();
            else _cache.Add(key);
        }

        return key;
    }

    /// <summary>For tests: the key of a subject as the file has it; empty where there is none.</summary>
    internal byte[] WrappedKeyOf(ReadOnlySpan<byte> subject)
    {
        var name = Keys.NameOf(subject);
        lock (_state)
        {
            return _table.FindSubject(name) is var number and >= 0 && _table[number].State == SlotState.Live
                ? ((ReadOnlySpan<byte>)_table[number].Key).ToArray()
                : [];
        }
    }

    /// <summary>For tests of an erasure that comes in between.</summary>
    internal Action? BetweenLookingAndKeeping { get; set; }

    private static Slot NewSlot(UInt128 subject, SlotState state)
    {
        var slot = new Slot { Subject = subject, State = state };
        do RandomNumberGenerator.Fill(MemoryMarshal.AsBytes(new Span<ulong>(ref slot.Id)));
        while (slot.Id == 0);
        return slot;
    }
}
