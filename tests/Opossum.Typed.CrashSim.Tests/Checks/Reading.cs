using Opossum.Typed.CrashSim.Tests.Scenarios;

namespace Opossum.Typed.CrashSim.Tests.Checks;

/// <summary>Reads a store whole and holds it to the history.</summary>
internal static class Reading
{
    /// <summary>Every event by a scan: dense, each the one that was sent at its position, and at the end a whole append.</summary>
    public static Survivors ReadAll(SteppedLog log, Situation at)
    {
        var history = at.Recording.History;
        long last = 0;
        var hasAfterwards = false;
        using var reader = log.Read(Query.All);
        while (Fill(reader))
        {
            while (reader.TryRead(out var e))
            {
                if (e.Position != last + 1) throw at.Broken("I2", $"position {e.Position} follows {last}");
                last++;
                if (hasAfterwards) throw at.Broken("I4", $"position {last} follows the last event");
                if (last <= history.Head && history[last].Is(e)) continue;
                if (!Script.Afterwards(last).Is(e))
                    throw at.Broken(Elsewhere(history, e) ? "I5" : "I4", $"at position {last} is {e.TypeName} {e.Id}{Sent(history, last)}");
                hasAfterwards = true;
            }
        }

        var survivors = new Survivors(hasAfterwards ? last - 1 : last, hasAfterwards);
        if (log.Head != last) throw at.Broken("I2", $"the head is {log.Head}, the last event is at {last}");
        if (!IsWhole(history, survivors.Head)) throw at.Broken("I3", $"position {survivors.Head} is within an append");
        return survivors;
    }

    public static List<long> Positions(SteppedLog log, Query query, bool scan, bool backward)
    {
        var positions = new List<long>();
        using var reader = log.Read(query, backward, scan);
        while (Fill(reader))
            while (reader.TryRead(out var e)) positions.Add(e.Position);
        return positions;
    }

    private static bool Fill(EventReader reader)
    {
        var filled = reader.FillAsync();
        return filled.IsCompletedSuccessfully ? filled.Result : filled.AsTask().GetAwaiter().GetResult();
    }

    private static bool Elsewhere(History history, in EventView e)
    {
        var id = e.Id;
        return history.Events.Any(sent => sent.Id == id);
    }

    private static string Sent(History history, long position) =>
        position <= history.Head ? $", where {history[position]} was sent" : ", where nothing was sent";

    private static bool IsWhole(History history, long head)
    {
        if (head == 0) return true;
        for (var i = 0; i < history.Appends.Count && history.Appends[i].First <= head; i++)
            if (history.Appends[i].Last == head) return true;
        return false;
    }
}
