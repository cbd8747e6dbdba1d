using CourseManagement.Tests.Support;

namespace CourseManagement.Tests;

/// <summary>
/// 200 clients take seats in courses that have few, until so many are taken; then the server is killed among them.
/// </summary>
public sealed class LoadTests(ITestOutputHelper output) : IDisposable
{
    private const int Clients = 200;

    private static readonly int Seats = Tier.Size(quick: 100, full: 500, @long: 5_000);

    private readonly DataFolder _folder = new();

    [Fact]
    public async Task No_seat_is_sold_twice_no_answer_is_an_error_and_every_acknowledged_seat_survives_a_kill()
    {
        SeatRush rush;
        await using (var server = await Server.StartAsync(_folder.Path))
        {
            rush = new(server.Client, Clients);
            var running = rush.RunAsync();
            var patience = TimeSpan.FromMinutes(Tier.Size(quick: 1, full: 5));
            await Eventually.IsTrueAsync(() => rush.Taken.Count >= Seats || !rush.Failures.IsEmpty, Tier.IsLong ? patience * 10 : patience);
            rush.ExpectTheEnd();
            await server.KillAsync();
            await running;
        }

        output.WriteLine(rush.ToString());
        Assert.Empty(rush.Failures);
        Assert.InRange(rush.Taken.Count, Seats, int.MaxValue);

        await using var again = await Server.StartAsync(_folder.Path);
        Assert.Contains("was not closed cleanly", again.Output, StringComparison.Ordinal);
        var courses = new Dictionary<Guid, Guid[]>();
        foreach (var course in rush.Courses)
        {
            var (capacity, students) = await again.Client.CourseAsync(course);
            Assert.InRange(students.Length, 0, capacity);
            Assert.Equal(students.Distinct(), students);
            courses.Add(course, students);
        }

        Assert.All(rush.Taken, seat => Assert.Contains(seat.Student, courses[seat.Course]));
    }

    public void Dispose() => _folder.Dispose();
}
