using CourseManagement.Domain;
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
    public static void MapCourses(this IEndpointRouteBuilder app)
    {
        var courses = app.MapGroup("/courses").WithTags("Courses");
        courses.MapPost("/", (DefineCourse command, OpossumStore store, CancellationToken stop) =>
            store.DecideAsync(command, cancellationToken: stop).AnswerAsync()).DescribeRefusals();
        courses.MapGet("/", (OpossumStore store, CancellationToken stop) => store.CoursesAsync(stop));
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
