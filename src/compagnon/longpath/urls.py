"""Addresses of the long path: at the desk, and the page of the employer by personal link."""

from django.urls import path

from compagnon.longpath.views import desk, guest, register

app_name = "longpath"
urlpatterns = [
    path("desk/courses/", desk.sheets, name="sheets"),
    path("desk/courses/<str:code>/", desk.sheet, name="sheet"),
    path("desk/course-versions/<str:code>/approve/", desk.approve, name="approve"),
    path("desk/mobilities/<str:code>/course/", desk.course, name="course"),
    path("desk/mobilities/<str:code>/employer/", desk.tell_employer, name="tell-employer"),
    path("desk/course-versions/<str:code>/ask/", desk.ask_approval, name="ask-approval"),
    path("g/course/<str:token>/", guest.approval, name="approval"),
    path("g/employer/<str:token>/", guest.employer, name="employer"),
    path("desk/employers/", desk.employers, name="employers"),
    path("desk/employers/<str:code>/talked/", desk.talked, name="employer-talked"),
    path("desk/obstacles/", register.obstacles, name="obstacles"),
    path("desk/obstacles/export/", register.export_obstacles, name="obstacles-export"),
    path("desk/obstacles/<str:code>/", register.obstacle, name="obstacle"),
    path("desk/programme/", register.figures, name="figures"),
    path("desk/programme/stays/", register.stays, name="stays"),
    path("desk/programme/stays/export/", register.export_stays, name="stays-export"),
]
