using Opossum.Typed.Sqlite;
using Opossum.Typed.Sqlite.Tests;

namespace Opossum.Typed.Views.Tests;

[Tag("customer")] public readonly partial record struct CustomerId(int Number);
[Tag("incident")] public readonly partial record struct IncidentId(string Name);
[Tag("agent")] public readonly partial record struct AgentId(int Number);

[Event("incident-logged")]
public partial record IncidentLogged(IncidentId Incident, CustomerId Customer, int Priority);

[Event("incident-assigned")]
public partial record IncidentAssigned(IncidentId Incident, AgentId Agent, CustomerId Customer);

[Event("incident-raised")]
public partial record IncidentRaised(IncidentId[] Incidents, int Priority);

[Event("incident-closed")]
public partial record IncidentClosed(IncidentId Incident);

[Event("customer-left")]
public partial record CustomerLeft(CustomerId Customer);

/// <summary>A customer's summary, by way of the incidents: what comes after the first event of one does not name the customer.</summary>
[ReadModel("customer_summaries")]
public partial record CustomerSummary([Key] CustomerId Customer, int Logged = 0, int Closed = 0, [Index] int Highest = 0)
{
    CustomerSummary On(IncidentLogged e) => this with { Logged = Logged + 1, Highest = Math.Max(Highest, e.Priority) };

    [Via<IncidentLogged>]
    CustomerSummary On(IncidentClosed _) => this with { Closed = Closed + 1 };

    [Via<IncidentLogged>]
    CustomerSummary On(IncidentRaised e) => this with { Highest = Math.Max(Highest, e.Priority) };

    CustomerSummary? On(CustomerLeft _) => null;
}

/// <summary>A key of two tags, which an event without a handler of its own tells of; a row that is not there is not made.</summary>
[ReadModel("agent_customers")]
public partial record AgentCustomer([Key] AgentId Agent, [Key] CustomerId Customer, string Incidents, int Closed = 0)
{
    static AgentCustomer On(IncidentAssigned e) => new(e.Agent, e.Customer, e.Incident.Name);

    [Via<IncidentAssigned>("incident")]
    AgentCustomer? On(IncidentClosed e) => Closed == 2 ? null : this with { Closed = Closed + 1, Incidents = Incidents + e.Incident.Name };
}

/// <summary>The rows of what a customer was told of by two events, neither of which has a handler.</summary>
[ReadModel("closed_incidents")]
public partial record ClosedIncidents([Key] CustomerId Customer, int Closed = 0)
{
    [Via<IncidentLogged>, Via<IncidentAssigned>("incident")]
    ClosedIncidents On(IncidentClosed _) => this with { Closed = Closed + 1 };
}

/// <summary>Keys by way of another event, in memory and in SQLite.</summary>
public class HelpdeskTests
{
    private static readonly ReadModelSet Models = new(
        ReadModelDescriptor.Of<CustomerSummary, CustomerId>(),
        ReadModelDescriptor.Of<AgentCustomer, (AgentId, CustomerId)>(),
        ReadModelDescriptor.Of<ClosedIncidents, CustomerId>());

    [Fact]
    public Task Rows_found_by_way_of_another_event_equal_a_plain_fold_across_restarts_kills_and_rebuilds() =>
        ViewRun.CheckAsync(Models, random => Any(random, customers: 5, incidents: 12), Fold);

    [Fact]
    public Task And_so_they_do_when_what_events_have_told_does_not_fit_into_memory() =>
        ViewRun.CheckEvictionAsync(Models, random => Any(random, customers: 3_000, incidents: 15_000), Fold);

    [Fact]
    public async Task An_event_whose_earlier_event_comes_later_concerns_no_row_and_is_counted()
    {
        await using var store = OpossumStore.OpenInMemory(PortedModel.Model);
        await store.AppendAsync(
            [new IncidentClosed(new("a")), new IncidentLogged(new("a"), new(1), 3), new IncidentClosed(new("a"))]);
        await using var views = await InMemoryReadModels.OpenAsync(store, Models);
        Assert.Equal(new CustomerSummary(new(1), Logged: 1, Closed: 1, Highest: 3), await views.FindAsync(CustomerSummary.At(new(1))));
        Assert.Equal(1, (await views.GetStatusAsync()).Single(static each => each.Name == "customer_summaries").Missed);
    }

    [Fact]
    public async Task An_incident_of_two_customers_concerns_both()
    {
        await using var store = OpossumStore.OpenInMemory(PortedModel.Model);
        await store.AppendAsync(
            [new IncidentLogged(new("a"), new(1), 0), new IncidentLogged(new("a"), new(2), 0), new IncidentClosed(new("a"))]);
        await using var views = await InMemoryReadModels.OpenAsync(store, Models);
        Assert.Equal(1, (await views.FindAsync(CustomerSummary.At(new(1))))?.Closed);
        Assert.Equal(1, (await views.FindAsync(CustomerSummary.At(new(2))))?.Closed);
    }

    [Fact]
    public async Task What_was_told_is_in_the_snapshot_in_memory()
    {
        var directory = TestDisk.NewPath();
        try
        {
            await using (var store = await OpossumStore.OpenAsync(directory, PortedModel.Model))
            {
                await store.AppendAsync(new IncidentLogged(new("a\0ü"), new(1), 0));
                await using var views = await InMemoryReadModels.OpenAsync(store, Models);
            }

            await using (var store = await OpossumStore.OpenAsync(directory, PortedModel.Model))
            {
                await using var views = await InMemoryReadModels.OpenAsync(store, Models, new() { WaitUntilCaughtUp = false });
                Assert.All(await views.GetStatusAsync(), static status => Assert.Equal(1, status.Position));       // not folded again
                await store.AppendAsync(new IncidentClosed(new("a\0ü")));
                await ViewRun.EnsureAsync(views, store, Fold);
            }
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    [Fact]
    public async Task A_handler_that_fails_takes_back_what_the_events_behind_it_have_told()
    {
        var failing = new ReadModelSet(ReadModelDescriptor.Of<FailingSummary, CustomerId>());
        using var folder = new ViewsFolder();
        await using var store = OpossumStore.OpenInMemory(PortedModel.Model);
        await store.AppendAsync(
            [new IncidentLogged(new("a"), new(1), 0), new IncidentClosed(new("a")), new IncidentLogged(new("b"), new(2), 0)]);
        await using var views = await SqliteReadModels.OpenAsync(folder.Path, store, failing);
        Assert.Equal(1, (await views.GetStatusAsync()).Single().Position);
        Assert.Equal(1L, folder.Read("select count(*) from opossum_links_failing_summaries"));
        await views.SkipAsync("failing_summaries", 2);
        await views.UntilAsync(store.Head);
        Assert.Equal(2L, folder.Read("select count(*) from opossum_links_failing_summaries"));
    }

    [Fact]
    public async Task The_row_of_now_can_not_be_asked_for_since_its_events_are_not_found_by_tags_alone()
    {
        await using var store = OpossumStore.OpenInMemory(PortedModel.Model);
        await using var views = await InMemoryReadModels.OpenAsync(store, Models);
        await Assert.ThrowsAsync<NotSupportedException>(async () => await views.LatestAsync(CustomerSummary.At(new(1))));
    }

    [Fact]
    public async Task An_orphan_is_dropped_with_its_links()
    {
        using var folder = new ViewsFolder();
        await using var store = OpossumStore.OpenInMemory(PortedModel.Model);
        await using (await SqliteReadModels.OpenAsync(folder.Path, store, Models))
        {
        }

        await using var views = await SqliteReadModels.OpenAsync(folder.Path, store, new ReadModelSet());
        await views.DropOrphanAsync("customer_summaries");
        Assert.Equal(
            2L, folder.Read("select count(*) from sqlite_schema where type = 'table' and name like 'opossum\\_links\\_%' escape '\\'"));
    }

    [Fact]
    public async Task When_old_events_get_the_tag_that_leads_to_a_row_the_rows_are_made_again()
    {
        using var folder = new ViewsFolder();
        await using var store = OpossumStore.OpenInMemory(PortedModel.Model);
        await store.AppendAsync(new IncidentLogged(new("a"), new(1), 0));
        await store.Log.AppendAsync([ViewRun.Untagged(new IncidentClosed(new("a")))]);
        await using (var views = await SqliteReadModels.OpenAsync(folder.Path, store, Models))
            Assert.Equal(0, (await views.FindAsync(CustomerSummary.At(new(1))))?.Closed);
        await store.RetagAsync();
        await using var again = await SqliteReadModels.OpenAsync(folder.Path, store, Models);
        Assert.Equal(1, (await again.FindAsync(CustomerSummary.At(new(1))))?.Closed);
        await ViewRun.EnsureAsync(again, store, Fold);
    }

    private static IEvent Any(Random random, int customers, int incidents)
    {
        var (incident, customer) = (new IncidentId($"i{random.Next(incidents)}"), new CustomerId(random.Next(customers)));
        return random.Next(10) switch
        {
            0 or 1 or 2 => new IncidentLogged(incident, customer, random.Next(5)),
            3 or 4 => new IncidentAssigned(incident, new(random.Next(4)), customer),
            5 => new IncidentRaised([.. Enumerable.Range(0, random.Next(4)).Select(_ => new IncidentId($"i{random.Next(incidents)}"))], 7),
            6 when random.Next(3) == 0 => new CustomerLeft(customer),
            _ => new IncidentClosed(incident),
        };
    }

    private static ViewCheck Fold(IReadOnlyList<SequencedEvent<IEvent>> log)
    {
        var summaries = new Dictionary<CustomerId, CustomerSummary>();
        var pairs = new Dictionary<(AgentId, CustomerId), AgentCustomer>();
        var closed = new Dictionary<CustomerId, ClosedIncidents>();
        var logged = new Dictionary<IncidentId, HashSet<CustomerId>>();
        var assigned = new Dictionary<IncidentId, HashSet<(AgentId Agent, CustomerId Customer)>>();
        var (missedSummaries, missedPairs, missedClosed) = (0, 0, 0);
        foreach (var each in log)
        {
            switch (each.Event)
            {
                case IncidentLogged e:
                    logged.TryAdd(e.Incident, []);
                    logged[e.Incident].Add(e.Customer);
                    Change(e.Customer, row => row with { Logged = row.Logged + 1, Highest = Math.Max(row.Highest, e.Priority) });
                    break;
                case IncidentRaised e:
                    CustomerId[] raised = [.. e.Incidents.SelectMany(CustomersOf).Distinct()];
                    if (raised.Length == 0 && e.Incidents.Length > 0) missedSummaries++;
                    foreach (var customer in raised) Change(customer, row => row with { Highest = Math.Max(row.Highest, e.Priority) });
                    break;
                case IncidentAssigned e:
                    assigned.TryAdd(e.Incident, []);
                    assigned[e.Incident].Add((e.Agent, e.Customer));
                    pairs[(e.Agent, e.Customer)] = new(e.Agent, e.Customer, e.Incident.Name);
                    break;
                case CustomerLeft e:
                    summaries.Remove(e.Customer);
                    break;
                case IncidentClosed e:
                    var customers = CustomersOf(e.Incident);
                    var keys = assigned.GetValueOrDefault(e.Incident, []);
                    if (customers.Count == 0) missedSummaries++;
                    if (keys.Count == 0) missedPairs++;
                    if (customers.Count + keys.Count == 0) missedClosed++;
                    foreach (var customer in customers) Change(customer, static row => row with { Closed = row.Closed + 1 });
                    foreach (var key in keys) Close(key, e.Incident);
                    foreach (var customer in customers.Concat(keys.Select(static key => key.Customer)).Distinct())
                        closed[customer] = new(customer, closed.GetValueOrDefault(customer)?.Closed + 1 ?? 1);
                    break;
            }
        }

        return new ViewCheck()
            .Expect<CustomerSummary, CustomerId>(summaries.Values)
            .Expect<AgentCustomer, (AgentId, CustomerId)>(pairs.Values)
            .Expect<ClosedIncidents, CustomerId>(closed.Values)
            .ExpectMissed("customer_summaries", missedSummaries)
            .ExpectMissed("agent_customers", missedPairs)
            .ExpectMissed("closed_incidents", missedClosed);

        HashSet<CustomerId> CustomersOf(IncidentId incident) => logged.GetValueOrDefault(incident, []);

        void Change(CustomerId customer, Func<CustomerSummary, CustomerSummary> change) =>
            summaries[customer] = change(summaries.GetValueOrDefault(customer) ?? new(customer));

        void Close((AgentId, CustomerId) key, IncidentId incident)
        {
            if (!pairs.TryGetValue(key, out var row)) missedPairs++;
            else if (row.Closed == 2) pairs.Remove(key);
            else pairs[key] = row with { Closed = row.Closed + 1, Incidents = row.Incidents + incident.Name };
        }
    }
}

/// <summary>Fails at each incident that is closed.</summary>
[ReadModel("failing_summaries")]
public partial record FailingSummary([Key] CustomerId Customer, int Logged = 0)
{
    FailingSummary On(IncidentLogged _) => this with { Logged = Logged + 1 };

    [Via<IncidentLogged>]
    FailingSummary On(IncidentClosed _) => throw new InvalidOperationException("The handler fails.");
}
