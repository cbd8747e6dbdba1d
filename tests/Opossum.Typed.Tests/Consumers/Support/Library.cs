using System.Collections.Concurrent;

namespace Opossum.Typed.Tests.Consumers;

[EventModel]
internal static partial class Library;

[Tag("book")]
internal readonly partial record struct BookId(int Value);

[Event("book-returned")]
internal sealed partial record BookReturned(BookId Book);

[Event("book-wanted")]
internal sealed partial record BookWanted(BookId Book);

/// <param name="Book">The book.</param>
/// <param name="After">The position of the return that it follows from.</param>
/// <param name="From">The id of that return.</param>
[Event("book-lent")]
internal sealed partial record BookLent(BookId Book, long After, Guid From);

/// <inheritdoc cref="BookLent"/>
[Event("return-noted")]
internal sealed partial record ReturnNoted(BookId Book, long After, Guid From);

[DecisionModel]
internal partial record struct Waiting(BookId Book)
{
    public int Readers;

    void On(BookWanted _) => Readers++;

    void On(BookLent _) => Readers--;
}

/// <summary>Nothing, until somebody waits: so the same delivery may be answered otherwise later.</summary>
internal sealed partial record Lend(BookId Book, long After, Guid From)
{
    [Decider]
    Decision Decide(Waiting waiting) => waiting.Readers > 0 ? Decision.Append(new BookLent(Book, After, From)) : Decision.Nothing;
}

internal sealed partial record Note(BookId Book, long After, Guid From)
{
    [Decider]
    Decision Decide() => Decision.Append(new ReturnNoted(Book, After, From));
}

/// <summary>Makes two decisions for each return, and fails as the test wants: before, between and after them.</summary>
/// <param name="library">Where it decides.</param>
/// <param name="fails">Asked three times a delivery.</param>
[Consumer("lender", InOrderOf = typeof(BookId))]
internal sealed partial class Lender(OpossumStore library, Func<bool> fails)
{
    private int _deliveries;

    public int Deliveries => Volatile.Read(ref _deliveries);

    /// <summary>What the deliveries of an event were answered at most, by its id.</summary>
    public ConcurrentDictionary<Guid, Outcome> Lent { get; } = new();

    async Task On(BookReturned e, ConsumedEvent at, CancellationToken stop)
    {
        Interlocked.Increment(ref _deliveries);
        FailMaybe();
        var lent = await library.DecideAsync(new Lend(e.Book, at.Position, at.Id), key: at.KeyFor("lend"), cancellationToken: stop);
        if (lent is Outcome.Appended appended)
        {
            // Whatever was answered first, is answered again.
            var first = (Outcome.Appended)Lent.GetOrAdd(at.Id, appended);
            Assert.Equal(first.First, appended.First);
        }

        FailMaybe();
        await library.DecideAsync(new Note(e.Book, at.Position, at.Id), key: at.KeyFor("note"), cancellationToken: stop);
        FailMaybe();
    }

    private void FailMaybe()
    {
        if (fails()) throw new IOException("it passes");
    }
}
