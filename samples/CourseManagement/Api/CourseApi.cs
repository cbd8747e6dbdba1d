using CourseManagement.Domain;
using CourseManagement.Views;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Opossum.Typed;
using Opossum.Typed.AspNetCore;

namespace CourseManagement.Api;

/// <summary>
/// Clients choose the ids: a request that is sent twice, since its answer was lost, does nothing the second time or is told that it was
/// done.
/// </summary>
internal static class CourseApi
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public static void MapCourses(this IEndpointRouteBuilder app)
    {
        var courses = app.MapGroup("/courses").WithTags("Courses");
        courses.MapPost("/", (DefineCourse command, OpossumStore store, CancellationToken stop) =>
            store.DecideAsync(command, cancellationToken: stop).AnswerAsync()).DescribeRefusals();
        courses.MapGet("/", ListAsync).ProducesProblem(400).ProducesProblem(503);
        courses.MapGet("/{course}/card", async Task<Results<Ok<CourseCard>, NotFound>> (CourseId course, IReadModels views) =>
            await views.FindAsync(CourseCard.At(course)) is { } card ? TypedResults.Ok(card) : TypedResults.NotFound())
            .ProducesProblem(400);
        courses.MapGet("/{course}", CourseAsync).ProducesProblem(400).ProducesProblem(404);
        courses.MapPut("/{course}/capacity", ChangeCapacityAsync).DescribeRefusals().ProducesProblem(412);

        courses.MapPut("/{course}/students/{student}", (CourseId course, StudentId student, OpossumStore store, CancellationToken stop) =>
            store.DecideAsync(new Subscribe(course, student), cancellationToken: stop).AnswerAsync()).DescribeRefusals();
        courses.MapDelete(
            "/{course}/students/{student}",
            (CourseId course, StudentId student, OpossumStore store, CancellationToken stop) =>
                store.DecideAsync(new Unsubscribe(course, student), cancellationToken: stop).AnswerAsync()).DescribeRefusals();

        var students = app.MapGroup("/students").WithTags("Students");
        students.MapPost("/", (RegisterStudent command, OpossumStore store, CancellationToken stop) =>
            store.DecideAsync(command, cancellationToken: stop).AnswerAsync()).DescribeRefusals();
        students.MapGet("/{student}", StudentAsync).ProducesProblem(400).ProducesProblem(404);
        students.MapGet("/{student}/courses", (StudentId student, ISqlReadModels views, CancellationToken stop) =>
            views.BookingsAsync(student, stop)).ProducesProblem(400);
    }

    /// <param name="views">The tables.</param>
    /// <param name="seen">
    /// The position of the client's last change, so that it finds it in the list; null for the list as it is, which may be a moment behind.
    /// </param>
    /// <param name="term">What titles begin with; null for any.</param>
    /// <param name="free">True for courses with a free seat alone.</param>
    /// <param name="page">From 1.</param>
    /// <param name="size">How many a page has.</param>
    /// <param name="stop">Of the request.</param>
    private static async Task<CoursePage> ListAsync(
        ISqlReadModels views,
        [FromHeader(Name = "Opossum-Seen")] long? seen,
        string? term,
        bool free = false,
        int page = 1,
        int size = 50,
        CancellationToken stop = default)
    {
        if (seen is { } position) await views.UntilAsync<CourseCard>(position, Patience, stop);
        return await views.CoursesAsync(term, free, page, size, stop);
    }

    /// <param name="course">The course.</param>
    /// <param name="change">What to change.</param>
    /// <param name="seen">
    /// The position that the client has seen of the course; null for any. If the capacity was changed since, the client decides again.
    /// </param>
    /// <param name="store">The store.</param>
    /// <param name="stop">Of the request.</param>
    private static Task<Results<Ok<Done>, ProblemHttpResult>> ChangeCapacityAsync(
        CourseId course, NewCapacity change, [FromHeader(Name = "If-Match")] long? seen, OpossumStore store, CancellationToken stop)
    {
        AppendCondition? unless = seen is { } position ? CourseCapacityChanged.For(course).After(position) : null;
        return store.DecideAsync(new ChangeCapacity(course, change.Capacity), unless: unless, cancellationToken: stop).AnswerAsync();
    }

    private static async Task<Results<Ok<CourseDetails>, NotFound>> CourseAsync(
        CourseId course, OpossumStore store, CancellationToken stop) =>
        await store.CourseAsync(course, stop) is { } details ? TypedResults.Ok(details) : TypedResults.NotFound();

    private static async Task<Results<Ok<StudentDetails>, NotFound>> StudentAsync(
        StudentId student, OpossumStore store, CancellationToken stop) =>
        await store.StudentAsync(student, stop) is { } details ? TypedResults.Ok(details) : TypedResults.NotFound();

    /// <summary>
    /// 400 for what can't be read, and what <see cref="OutcomeAnswers"/> and <see cref="StoreProblems"/> make of the rest.
    /// </summary>
    private static RouteHandlerBuilder DescribeRefusals(this RouteHandlerBuilder command) =>
        command.ProducesProblem(400).ProducesProblem(409).ProducesProblem(422).ProducesProblem(503);
}

public sealed record NewCapacity(int Capacity);
