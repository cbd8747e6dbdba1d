namespace Opossum.Typed.Personal;

/// <summary>
/// Finds what an erasure does not reach: events that were appended before their members were personal, and so have them in plain text.
/// </summary>
internal static class PlainEvents
{
    public static async Task<long> CountAsync(IEventLog log, EventModel model, Tag subject, CancellationToken cancellationToken)
    {
        var count = 0L;
        using var reader = log.Read(Query.Tagged(subject), default);
        while (await reader.FillAsync(cancellationToken).ConfigureAwait(false))
        {
            while (reader.TryRead(out var e))
                if (model.Find(e.Type) is { Shape.IsPersonal: true } && e.Payload.IndexOf("\"$sealed"u8) < 0) count++;
        }

        return count;
    }
}
