using System.Net.ServerSentEvents;
using System.Text.Json.Serialization;
using CourseManagement.Domain;
using CourseManagement.Live;
using CourseManagement.Views;
using Microsoft.AspNetCore.Mvc;
using Opossum.Typed.AspNetCore;

namespace CourseManagement.Api;

/// <summary>All that goes over the wire, converted without reflection.</summary>
[JsonSerializable(typeof(DefineCourse))]
[JsonSerializable(typeof(NewCapacity))]
[JsonSerializable(typeof(RegisterStudent))]
[JsonSerializable(typeof(CoursePage))]
[JsonSerializable(typeof(CourseCard))]
[JsonSerializable(typeof(IAsyncEnumerable<Booking>))]
[JsonSerializable(typeof(CourseDetails))]
[JsonSerializable(typeof(StudentDetails))]
[JsonSerializable(typeof(Done))]
[JsonSerializable(typeof(Notice))]
[JsonSerializable(typeof(SseItem<Notice>))]       // the description asks for it
[JsonSerializable(typeof(CourseBoard))]
[JsonSerializable(typeof(SseItem<CourseBoard>))]
[JsonSerializable(typeof(ProblemDetails))]
internal sealed partial class ApiJson : JsonSerializerContext;
